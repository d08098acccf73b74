package dev.usher.source.ldap;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Attributes that no source reads: whoever may see users would know what somebody gets in with. */
final class Secrets {
    private static final List<String> PARTS = List.of("password", "pwd");
    private static final Set<String> KEYS =
            Set.of("supplementalcredentials", "userpkcs12", "krbprincipalkey", "krbextradata");

    /** They say when, and not what. */
    private static final Set<String> TIMES = Set.of(
            "pwdlastset",
            "pwdlastsuccess",
            "pwdchangedtime",
            "pwdaccountlockedtime",
            "pwdstarttime",
            "pwdendtime",
            "badpasswordtime",
            "badpwdcount",
            "passwordexpirationtime");

    private Secrets() {}

    static boolean contain(String attribute) {
        var small = attribute.toLowerCase(Locale.ROOT);
        return !TIMES.contains(small) && (KEYS.contains(small) || PARTS.stream().anyMatch(small::contains));
    }
}
