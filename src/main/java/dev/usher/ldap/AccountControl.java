package dev.usher.ldap;

/** The bits of the attribute {@code userAccountControl} of Active Directory. */
public final class AccountControl {
    /** Its name. */
    public static final String ATTRIBUTE = "userAccountControl";

    /** Nobody gets in. */
    public static final int DISABLED = 2;

    private AccountControl() {}

    /** Whether nobody gets in. */
    public static boolean isDisabled(int bits) {
        return (bits & DISABLED) != 0;
    }
}
