package dev.usher.domain.safety;

/** What is limited in an app. */
public enum Limit {
    /** Accounts that end because a source, a person or a date says so. */
    ATTESTED("attested"),
    /** Accounts that end because of anything else. */
    REMOVALS("removals"),
    /** Entitlements that accounts lose which stay. */
    ENTITLEMENTS("entitlementRemovals"),
    /** Accounts that stay and are given other values because of an edit, or an upgrade. */
    CHANGES("changes");

    private final String setting;

    Limit(String setting) {
        this.setting = setting;
    }

    /** The name of the setting that says how much. */
    public String setting() {
        return setting;
    }

    /** Whether it counts accounts that go, of which there are only so many. */
    boolean countsAccounts() {
        return switch (this) {
            case ATTESTED, REMOVALS -> true;
            case ENTITLEMENTS, CHANGES -> false;
        };
    }
}
