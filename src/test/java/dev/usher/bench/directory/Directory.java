package dev.usher.bench.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.bench.duel.Duel;
import dev.usher.bench.duel.Side;
import dev.usher.thirdparty.Slapd;

/** One directory, in which each side has units of its own. */
public final class Directory {
    private static final int PAGE = 500;

    private Directory() {}

    /**
     * Starts it, with units of each side.
     *
     * @param listed how many each side finds when it reads all
     */
    public static Duel<Side> duel(int listed) throws Exception {
        var slapd = Slapd.start();
        try (var admin = slapd.admin()) {
            for (var unit : Duel.made()) {
                add(admin, unit);
            }
            for (var unit : Duel.listed()) {
                add(admin, unit);
                fill(admin, base(unit), listed);
            }
        }
        return new Duel<>(
                listed,
                slapd::close,
                unit -> ByConnector.open(slapd, base(unit), Duel.CONNECTIONS, PAGE),
                unit -> ByHand.open(slapd, base(unit), Duel.CONNECTIONS, PAGE));
    }

    private static String base(String unit) {
        return "ou=" + unit + ",ou=people," + Slapd.BASE;
    }

    private static void add(LDAPConnection admin, String unit) throws Exception {
        admin.add("dn: " + base(unit), "objectClass: organizationalUnit", "ou: " + unit);
    }

    private static void fill(LDAPConnection admin, String base, int listed) throws Exception {
        for (var number = 0; number < listed; number++) {
            var name = "listed" + number;
            admin.add(
                    "dn: uid=" + name + "," + base,
                    "objectClass: inetOrgPerson",
                    "uid: " + name,
                    "cn: Ada " + name,
                    "sn: Lovelace",
                    "employeeNumber: " + base.hashCode() + name,
                    "mail: " + name + "@example.com",
                    "title: Countess");
        }
    }
}
