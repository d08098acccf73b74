package dev.usher.demo;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.thirdparty.Slapd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An OpenLDAP that has nobody in it yet. */
record Directory(Slapd slapd, LDAPConnection admin) implements App {
    private static final String DECLARED = "config/demo/directory.yaml";
    private static final String ADDRESS = "ldap://127.0.0.1:18389";

    /** @throws IllegalStateException with one line that says why there is none */
    static Directory start() {
        var slapd = Slapd.startIfInstalled();
        return new Directory(slapd, slapd.admin());
    }

    /**
     * How it is declared, from a copy that says on which port it is.
     *
     * @param directory where the copy goes
     */
    Command apply(Path checkout, Path directory) {
        try {
            var text = Files.readString(checkout.resolve(DECLARED));
            var copy = Files.writeString(
                    directory.resolve("directory.yaml"), text.replace(ADDRESS, "ldap://127.0.0.1:" + port()));
            return Command.apply("-f", copy.toString(), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public int port() {
        return slapd.port();
    }

    @Override
    public SortedMap<String, Account> accounts() {
        try {
            var accounts = new TreeMap<String, Account>();
            var people =
                    admin.search("ou=people," + Slapd.BASE, SearchScope.ONE, "(uid=*)", "uid", "pwdAccountLockedTime");
            for (var entry : requireNonNull(people.getSearchEntries())) {
                accounts.put(
                        requireNonNull(entry.getAttributeValue("uid")),
                        new Account(!entry.hasAttribute("pwdAccountLockedTime"), groupsOf(entry.getDN())));
            }
            return accounts;
        } catch (LDAPException e) {
            throw new IllegalStateException("the directory does not answer", e);
        }
    }

    private List<String> groupsOf(String member) throws LDAPException {
        var names = new ArrayList<String>();
        var groups = admin.search("ou=groups," + Slapd.BASE, SearchScope.ONE, "(member=" + member + ")", "cn");
        for (var group : requireNonNull(groups.getSearchEntries())) {
            names.add(requireNonNull(group.getAttributeValue("cn")));
        }
        return names;
    }

    @Override
    public void close() {
        admin.close();
        slapd.close();
    }
}
