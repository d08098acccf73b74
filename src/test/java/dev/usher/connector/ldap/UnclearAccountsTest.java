package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An account of which nobody can tell whether its holder gets in keeps no other one from being read. */
@Timeout(60)
class UnclearAccountsTest {
    private static final String PEOPLE = "ou=people,dc=example,dc=com";
    private static final Failure NOT_UNDERSTOOD = Failure.of(Kind.REJECTED, Detail.NOT_UNDERSTOOD);

    private static RemoteId person(LDAPConnection admin, String name, String bits) throws Exception {
        var dn = "uid=" + name + "," + PEOPLE;
        admin.add("dn: " + dn, "objectClass: inetOrgPerson", "uid: " + name, "cn: x", "userAccountControl: " + bits);
        var entry = requireNonNull(admin.getEntry(dn, "entryUUID"));
        return new RemoteId(requireNonNull(entry.getAttributeValue("entryUUID")));
    }

    @Test
    void oneAmongOthersIsToldApartAndFailsByItself() throws Exception {
        var config = MemoryDirectory.config();
        config.setSchema(null);
        try (var directory = MemoryDirectory.start(config);
                var admin =
                        new LDAPConnection("127.0.0.1", directory.port(), MemoryDirectory.USHER, directory.password());
                var asked = Asked.open(
                        directory.port(),
                        directory.password(),
                        Asked.withUsers(directory.settings(), Map.of("disable", Map.of("by", "userAccountControl"))))) {
            var ada = person(admin, "ada", "512");
            var charles = person(admin, "charles", "locked");
            var mary = person(admin, "mary", "514");
            var listed = asked.see(new Scope.All());
            assertThat(listed.accounts).extracting(Account::id).containsExactlyInAnyOrder(ada, mary);
            assertThat(listed.unclear).containsExactly(charles);
            for (var scope : List.of(
                    new Scope.Accounts(Set.of(charles)),
                    new Scope.Matching(List.of(new Scope.Key.UserName("charles"))))) {
                assertThat(asked.failure(scope)).isEqualTo(NOT_UNDERSTOOD);
            }
            assertThat(asked.read(ada).active()).isTrue();
        }
    }
}
