package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.connector.Capability;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.thirdparty.Slapd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When somebody was last let in, as OpenLDAP keeps it: by itself, and by the overlay that did so before. */
@Timeout(60)
class SlapdLastUseIT {
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private static Map<String, Object> settings(Map<String, Object> users) {
        return Asked.withUsers(SlapdContractIT.settings("ppolicy", "groupOfNames"), users);
    }

    private static void signOn(Slapd slapd, String name) throws Exception {
        try (var admin = slapd.admin();
                var own = new LDAPConnection("127.0.0.1", slapd.port())) {
            admin.modify(
                    "dn: uid=" + name + "," + PEOPLE,
                    "changetype: modify",
                    "replace: userPassword",
                    "userPassword: her own");
            own.bind("uid=" + name + "," + PEOPLE, "her own");
        }
    }

    private static void assertTold(Slapd slapd, Asked asked) throws Exception {
        var ada = asked.created("ada");
        asked.created("charles");
        var before = asked.see(new Scope.All());
        assertThat(before.used).isEmpty();
        signOn(slapd, "ada");
        var listed = asked.see(new Scope.All());
        assertThat(listed.used).containsOnlyKeys(ada);
        assertThat(listed.used.get(ada))
                .isBetween(Instant.now().minus(LEEWAY), Instant.now().plus(LEEWAY));
        assertThat(listed.accounts).as("it makes no difference").isEqualTo(before.accounts);
        assertThat(asked.see(new Scope.Accounts(Set.of(ada))).used).isEmpty();
    }

    @Test
    void whoCameIsToldWhereTheDirectoryNotesIt() throws Exception {
        try (var slapd = Slapd.startUnlimited("lastbind on", "");
                var asked = Asked.open(slapd, settings(Map.of()))) {
            assertThat(asked.session().capabilities().all())
                    .contains(new Capability(Capability.LAST_USE, "true", Capability.Origin.discovered));
            assertTold(slapd, asked);
        }
    }

    @Test
    void anotherAttributeCanBeNamed() throws Exception {
        try (var slapd = Slapd.startUnlimited("", "overlay lastbind");
                var asked = Asked.open(slapd, settings(Map.of("lastUse", "authTimestamp")))) {
            assertThat(asked.session().capabilities().all())
                    .contains(new Capability(Capability.LAST_USE, "true", Capability.Origin.spec));
            assertTold(slapd, asked);
        }
    }

    @Test
    void whereNobodyNotesItNothingIsTold() throws Exception {
        try (var slapd = Slapd.start();
                var asked = Asked.open(slapd, settings(Map.of()))) {
            asked.created("ada");
            signOn(slapd, "ada");
            assertThat(asked.see(new Scope.All()).used).isEmpty();
        }
    }

    @Test
    void whereTheSchemaDoesNotHaveItOrNothingIsKnownOfItItIsNotSaid() throws Exception {
        try (var slapd = Slapd.start();
                var other = Asked.open(slapd, settings(Map.of("disable", Map.of("by", "nsAccountLock"))));
                var unknown = Asked.open(
                        slapd,
                        settings(Map.of(
                                "disable",
                                Map.of("by", "attribute", "attribute", "employeeType", "disabled", "gone"))))) {
            for (var asked : List.of(other, unknown)) {
                assertThat(asked.session().capabilities().value(Capability.LAST_USE))
                        .isEmpty();
            }
        }
    }

    @Test
    void itIsToldRightAfterTheAccount() throws Exception {
        try (var slapd = Slapd.startUnlimited("lastbind on", "");
                var asked = Asked.open(slapd, settings(Map.of()))) {
            for (var name : List.of("ada", "charles", "mary")) {
                asked.created(name);
                signOn(slapd, name);
            }
            var order = new ArrayList<RemoteId>();
            asked.session().observe(new Scope.All(), new Sink() {
                @Override
                public void account(Account account) {
                    order.add(account.id());
                }

                @Override
                public void used(RemoteId account, Instant last) {
                    assertThat(order.getLast()).isEqualTo(account);
                    order.add(account);
                }
            });
            assertThat(order).hasSize(6);
        }
    }
}
