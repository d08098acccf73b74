package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.contract.Seen;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Slapd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How OpenLDAP tells what changed, with a log of its sessions and without one. */
@Timeout(60)
class SlapdChangesIT {
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final String GROUPS = "ou=groups," + Slapd.BASE;
    private static final String LOG = "syncprov-sessionlog 10000";
    private static final Failure STALE = Failure.of(Kind.STALE, Detail.NONE);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static Slapd logging;
    private static Slapd plain;

    @BeforeAll
    static void start() {
        logging = Slapd.startUnlimited("", LOG);
        plain = Slapd.startUnlimited("", "");
    }

    @AfterAll
    static void end() {
        logging.close();
        plain.close();
    }

    private static Map<String, Object> settings() {
        return SlapdContractIT.settings("ppolicy", "groupOfNames");
    }

    /** A directory, somebody who changes it by hand, and Usher. */
    private record Both(LDAPConnection admin, Asked asked) implements AutoCloseable {
        static Both of(Slapd slapd) throws AppFailure {
            return of(slapd, settings());
        }

        static Both of(Slapd slapd, Map<String, Object> settings) throws AppFailure {
            return new Both(slapd.admin(), Asked.open(slapd, settings));
        }

        static Both of(boolean withLog) throws AppFailure {
            return of(withLog ? logging : plain);
        }

        /** Somebody new, by this name. */
        RemoteId person(String name) throws Exception {
            admin.add(
                    "dn: " + dn(name),
                    "objectClass: inetOrgPerson",
                    "uid: " + name,
                    "cn: " + name,
                    "sn: x",
                    "userPassword: her own");
            return id(dn(name));
        }

        RemoteId id(String dn) throws Exception {
            var entry = requireNonNull(admin.getEntry(dn, "entryUUID"));
            return new RemoteId(requireNonNull(entry.getAttributeValue("entryUUID")));
        }

        void group(String name) throws Exception {
            admin.add("dn: cn=" + name + "," + GROUPS, "objectClass: groupOfNames", "cn: " + name, "member: cn=nobody");
        }

        void replace(String dn, String attribute, String value) throws Exception {
            admin.modify("dn: " + dn, "changetype: modify", "replace: " + attribute, attribute + ": " + value);
        }

        /** Where a later read can begin, as a list says it. */
        Scope.Cookie start() throws AppFailure {
            return asked.start().orElseThrow();
        }

        @Override
        public void close() {
            admin.close();
            asked.close();
        }
    }

    private static String dn(String name) {
        return "uid=" + name + "," + PEOPLE;
    }

    private static String fresh(String name) {
        return name + NUMBERS.incrementAndGet();
    }

    @Test
    void aDirectoryThatCanTellSaysSo() throws Exception {
        try (var both = Both.of(plain)) {
            assertThat(both.asked.session().capabilities().all())
                    .contains(new Capability(Capability.CHANGES, "true", Capability.Origin.discovered));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNothingChangedNothingIsToldAndTheNextReadBeginsThere(boolean withLog) throws Exception {
        try (var both = Both.of(withLog)) {
            both.person(fresh("somebody"));
            var start = both.start();
            var nothing = both.asked.since(start);
            assertThat(nothing.seen().accounts).isEmpty();
            assertThat(nothing.seen().absent).isEmpty();
            assertThat(nothing.seen().entitlements).isEmpty();
            assertThat(nothing.next()).isEqualTo(start);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsNewAndWhoIsAnotherOneIsShownAsAListShowsThem(boolean withLog) throws Exception {
        try (var both = Both.of(withLog)) {
            var ada = fresh("ada");
            var id = both.person(ada);
            var same = both.person(fresh("same"));
            var start = both.start();
            both.replace(dn(ada), "title", "Countess");
            var other = both.person(fresh("new"));
            var changed = both.asked.since(start);
            assertThat(changed.seen().accounts)
                    .containsExactlyInAnyOrder(both.asked.read(id), both.asked.read(other))
                    .allSatisfy(account -> assertThat(account.active()).isTrue());
            assertThat(changed.seen().accounts)
                    .filteredOn(account -> account.id().equals(id))
                    .first()
                    .satisfies(account -> assertThat(account.attributes().get(Attributes.TITLE))
                            .contains("Countess"));
            assertThat(changed.seen().absent).doesNotContain(id, same, other);
            assertThat(both.asked.since(changed.next()).seen().accounts).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLockIsToldWhoeverSetsItAndWhateverTakesItAway(boolean withLog) throws Exception {
        try (var both = Both.of(withLog)) {
            var ada = fresh("ada");
            both.person(ada);
            var start = both.start();
            both.replace(dn(ada), Flavour.LOCK, "000001010000Z");
            var locked = both.asked.since(start);
            assertThat(locked.seen().accounts).extracting(Account::active).containsExactly(false);
            both.replace(dn(ada), "userPassword", "another one");
            var open = both.asked.since(locked.next());
            assertThat(open.seen().accounts).extracting(Account::active).containsExactly(true);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsRenamedOrMovedInIsShown(boolean withLog) throws Exception {
        try (var both = Both.of(withLog)) {
            var ada = fresh("ada");
            var id = both.person(ada);
            var start = both.start();
            both.admin.modifyDN(dn(ada), "uid=" + ada + "x", true);
            var renamed = both.asked.since(start);
            assertThat(renamed.seen().accounts).containsExactly(both.asked.read(id));
            assertThat(renamed.seen().accounts.getFirst().attributes().userName())
                    .isEqualTo(ada + "x");
            both.admin.modifyDN(dn(ada + "x"), "uid=" + ada, true, GROUPS);
            var out = both.asked.since(renamed.next());
            assertThat(out.seen().accounts).isEmpty();
            both.admin.modifyDN("uid=" + ada + "," + GROUPS, "uid=" + ada, true, PEOPLE);
            var back = both.asked.since(out.next());
            assertThat(back.seen().accounts).containsExactly(both.asked.read(id));
            assertThat(back.seen().absent).doesNotContain(id);
        }
    }

    /** What makes somebody no account. */
    private static void leave(Both both, String deleted, String moved, String other) throws Exception {
        both.admin.delete(dn(deleted));
        both.admin.modifyDN(dn(moved), "uid=" + moved, true, GROUPS);
        both.admin.modify("dn: " + dn(other), "changetype: modify", "delete: objectClass", "objectClass: uidObject");
    }

    private static Map<String, Object> twoClasses() {
        return Asked.withUsers(settings(), Map.of("objectClasses", List.of("inetOrgPerson", "uidObject")));
    }

    private static RemoteId ofTwoClasses(Both both, String name) throws Exception {
        var id = both.person(name);
        both.admin.modify("dn: " + dn(name), "changetype: modify", "add: objectClass", "objectClass: uidObject");
        return id;
    }

    @Test
    void whoIsDeletedMovedAwayOrOfAnotherClassIsToldToBeAbsentByALogOfSessions() throws Exception {
        try (var both = Both.of(logging, twoClasses())) {
            var names = List.of(fresh("deleted"), fresh("moved"), fresh("other"));
            var ids = new ArrayList<RemoteId>();
            for (var name : names) {
                ids.add(ofTwoClasses(both, name));
            }
            var stays = ofTwoClasses(both, fresh("stays"));
            var start = both.start();
            leave(both, names.get(0), names.get(1), names.get(2));
            var left = both.asked.since(start);
            assertThat(left.seen().absent).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(left.seen().accounts).isEmpty();
            var nothing = both.asked.since(left.next()).seen();
            assertThat(nothing.absent).isEmpty();
            assertThat(nothing.accounts).isEmpty();
            assertThat(both.asked.read(stays).active()).isTrue();
        }
    }

    @Test
    void withoutALogOfSessionsNobodyIsToldToBeAbsentAndNobodyWhoIsStillThereToHaveChanged() throws Exception {
        try (var both = Both.of(plain, twoClasses())) {
            var names = List.of(fresh("deleted"), fresh("moved"), fresh("other"));
            for (var name : names) {
                ofTwoClasses(both, name);
            }
            ofTwoClasses(both, fresh("stays"));
            var start = both.start();
            leave(both, names.get(0), names.get(1), names.get(2));
            var left = both.asked.since(start);
            assertThat(left.seen().absent).isEmpty();
            assertThat(left.seen().accounts).isEmpty();
            assertThat(left.next()).isNotEqualTo(start);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGroupThatIsNewRenamedOrHasOtherMembersIsToldOf(boolean withLog) throws Exception {
        try (var both = Both.of(withLog)) {
            var name = fresh("group");
            var ada = fresh("ada");
            var id = both.person(ada);
            var start = both.start();
            both.group(name);
            both.admin.add("dn: ou=" + name + "," + GROUPS, "objectClass: organizationalUnit", "ou: " + name);
            var made = both.asked.since(start);
            var group = new Entitlement("group", name);
            assertThat(made.seen().entitlements).containsExactly(group);
            both.admin.modify(
                    "dn: cn=" + name + "," + GROUPS, "changetype: modify", "add: member", "member: " + dn(ada));
            var joined = both.asked.since(made.next());
            assertThat(joined.seen().entitlements).containsExactly(group);
            assertThat(joined.seen().accounts).isEmpty();
            assertThat(joined.seen().absent).doesNotContain(id);
            both.admin.modify(
                    "dn: cn=" + name + "," + GROUPS, "changetype: modify", "delete: member", "member: " + dn(ada));
            var left = both.asked.since(joined.next());
            assertThat(left.seen().entitlements).containsExactly(group);
            both.admin.modifyDN("cn=" + name + "," + GROUPS, "cn=" + name + "x", true);
            var renamed = both.asked.since(left.next());
            assertThat(renamed.seen().entitlements).containsExactly(new Entitlement("group", name + "x"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAGroupThatIsDeletedNothingIsTold(boolean withLog) throws Exception {
        try (var both = Both.of(withLog)) {
            var name = fresh("group");
            both.group(name);
            var start = both.start();
            both.admin.delete("cn=" + name + "," + GROUPS);
            var deleted = both.asked.since(start);
            assertThat(deleted.seen().entitlements).isEmpty();
            assertThat(deleted.seen().accounts).isEmpty();
            assertThat(deleted.next()).isNotEqualTo(start);
        }
    }

    @Test
    void anAppWithoutGroupsIsToldOfAccountsAlone() throws Exception {
        var settings = new HashMap<>(settings());
        settings.remove("groups");
        try (var both = Both.of(logging, settings)) {
            var start = both.start();
            both.group(fresh("group"));
            var id = both.person(fresh("ada"));
            var changed = both.asked.since(start);
            assertThat(changed.seen().accounts).extracting(Account::id).containsExactly(id);
            assertThat(changed.seen().entitlements).isEmpty();
        }
    }

    @Test
    void whatChangesWhileAListGoesOnIsToldAfterwards() throws Exception {
        try (var both = Both.of(logging)) {
            var ada = fresh("ada");
            var id = both.person(ada);
            var start = both.asked
                    .session()
                    .observe(new Scope.All(), new Slow(() -> both.replace(dn(ada), "title", "Countess")))
                    .next()
                    .orElseThrow();
            assertThat(both.asked.since(start).seen().accounts).containsExactly(both.asked.read(id));
        }
    }

    /** Has something happen when the first account is shown. */
    private static final class Slow implements Sink {
        private interface Change {
            void happens() throws Exception;
        }

        private Optional<Change> change;

        Slow(Change change) {
            this.change = Optional.of(change);
        }

        @Override
        public void account(Account account) {
            var due = change;
            change = Optional.empty();
            due.ifPresent(one -> {
                try {
                    one.happens();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void afterARestartChangesAreToldAndOnlyWhoLeftBeforeItIsNot() throws Exception {
        var own = Slapd.startUnlimited("", LOG);
        try {
            RemoteId ada;
            RemoteId charles;
            Scope.Cookie start;
            try (var both = Both.of(own)) {
                ada = both.person("ada");
                charles = both.person("charles");
                both.person("mary");
                start = both.start();
                both.replace(dn("ada"), "title", "Countess");
                both.admin.delete(dn("mary"));
            }
            own = own.again();
            try (var both = Both.of(own)) {
                var changed = both.asked.since(start);
                assertThat(changed.seen().accounts).containsExactly(both.asked.read(ada));
                assertThat(changed.seen().absent).isEmpty();
                both.admin.delete(dn("charles"));
                assertThat(both.asked.since(changed.next()).seen().absent).containsExactly(charles);
            }
        } finally {
            own.close();
        }
    }

    @Test
    void whoLeftBeforeTheLogBeginsIsNotTold() throws Exception {
        try (var own = Slapd.startUnlimited("", "syncprov-sessionlog 2");
                var both = Both.of(own)) {
            for (var number = 0; number < 6; number++) {
                both.person("p" + number);
            }
            var start = both.start();
            for (var number = 0; number < 5; number++) {
                both.admin.delete(dn("p" + number));
            }
            var left = both.asked.since(start);
            assertThat(left.seen().absent).isEmpty();
            var last = both.id(dn("p5"));
            both.admin.delete(dn("p5"));
            assertThat(both.asked.since(left.next()).seen().absent).containsExactly(last);
        }
    }

    @Test
    void aCookieThatIsNoneOrOfSomethingElseLeadsNowhere() throws Exception {
        try (var both = Both.of(logging);
                var other = Both.of(plain);
                var more = Both.of(logging, twoClasses())) {
            for (var text : List.of("", "x", "..", "a.b.c", "ü")) {
                assertThat(both.asked.failure(new Scope.Since(new Scope.Cookie(text))))
                        .isEqualTo(STALE);
            }
            var start = both.start();
            for (var text :
                    List.of(start.value() + ".x", start.value() + "!", start.value() + ".", "x" + start.value())) {
                assertThat(both.asked.failure(new Scope.Since(new Scope.Cookie(text))))
                        .isEqualTo(STALE);
            }
            assertThat(both.asked.failure(new Scope.Since(other.start()))).isEqualTo(STALE);
            assertThat(both.asked.failure(new Scope.Since(more.start()))).isEqualTo(STALE);
            assertThat(both.asked.since(start).next()).isEqualTo(start);
        }
    }

    private static Scope.Cookie saying(Scope.Cookie like, String cookie) {
        var bytes = new ASN1OctetString(cookie.getBytes(StandardCharsets.UTF_8));
        var mark = like.value().substring(0, like.value().indexOf('.'));
        return new Bookmark(bytes, Optional.of(bytes)).cookie(mark);
    }

    @Test
    void aDirectoryThatIsBehindOrUnderstandsNothingLeadsNowhere() throws Exception {
        try (var both = Both.of(logging)) {
            both.person(fresh("ada"));
            var start = both.start();
            var ahead = saying(start, "rid=000,csn=20991231235959.000000Z#000000#000#000000");
            assertThat(both.asked.failure(new Scope.Since(ahead))).isEqualTo(STALE);
            assertThat(both.asked.failure(new Scope.Since(saying(start, "nonsense"))))
                    .isEqualTo(STALE);
        }
    }

    @Test
    void aDirectoryThatIsFarAheadShowsEverybodyAndNobodyIsToldToBeAbsent() throws Exception {
        try (var both = Both.of(plain)) {
            var id = both.person(fresh("ada"));
            var old = saying(both.start(), "rid=000,csn=19991231235959.000000Z#000000#000#000000");
            var all = both.asked.since(old);
            assertThat(all.seen().accounts).extracting(Account::id).contains(id);
            assertThat(all.seen().absent).isEmpty();
        }
    }

    @Test
    void aListThatTheDirectoryCutsIntoPagesIsCompleteAndHasNoCookieWhereOneSearchFindsTooMany() throws Exception {
        try (var small = Slapd.start();
                var both = Both.of(small)) {
            var start = both.start();
            for (var number = 0; number < 150; number++) {
                both.person("p" + number);
            }
            var seen = new Seen();
            var list = both.asked.session().observe(new Scope.All(), seen);
            assertThat(list.next()).isEmpty();
            assertThat(list.stable()).isTrue();
            assertThat(seen.accounts).hasSize(150);
            assertThat(both.asked.failure(new Scope.Since(start))).isEqualTo(STALE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoThousandWhoChangeAreTold(boolean withLog) throws Exception {
        try (var own = Slapd.startUnlimited("", withLog ? LOG : "");
                var both = Both.of(own)) {
            for (var number = 0; number < 2_000; number++) {
                both.person("p" + number);
            }
            var start = both.start();
            for (var number = 0; number < 2_000; number++) {
                both.replace(dn("p" + number), "title", "Countess");
            }
            var changed = both.asked.since(start);
            assertThat(changed.seen().accounts)
                    .hasSize(2_000)
                    .allSatisfy(account -> assertThat(account.attributes().get(Attributes.TITLE))
                            .contains("Countess"));
            assertThat(changed.seen().absent).isEmpty();
            both.admin.delete(dn("p7"));
            both.replace(dn("p8"), "title", "Duchess");
            var last = both.asked.since(changed.next());
            assertThat(last.seen().accounts).hasSize(1);
            assertThat(last.seen().absent).hasSize(withLog ? 1 : 0);
        }
    }

    @Test
    void whomUsherMayNotReadIsNotShown() throws Exception {
        var hides = "access to dn.regex=\"^uid=hidden[^,]*," + PEOPLE + "$\" by * none";
        try (var own = Slapd.startUnlimited(hides, LOG);
                var both = Both.of(own)) {
            var start = both.start();
            both.person("hidden");
            var id = both.person("ada");
            var changed = both.asked.since(start);
            assertThat(changed.seen().accounts).extracting(Account::id).containsExactly(id);
        }
    }

    @ParameterizedTest
    @CsvSource({"lastbind on, ''", "'', overlay lastbind"})
    void whoeverComesIsToldAsAChangeWhereTheDirectoryNotesIt(String more, String ofChanges) throws Exception {
        try (var own = Slapd.startUnlimited(more, LOG + '\n' + ofChanges);
                var both = Both.of(own)) {
            var id = both.person("ada");
            var before = both.asked.read(id);
            var start = both.start();
            try (var ada = new LDAPConnection("127.0.0.1", own.port())) {
                ada.bind(dn("ada"), "her own");
            }
            var changed = both.asked.since(start);
            assertThat(changed.seen().accounts).containsExactly(before);
            assertThat(changed.seen().used).isEmpty();
        }
    }

    @Test
    void whoTriesWrongPasswordsIsNoChangeOfAnAccount() throws Exception {
        try (var both = Both.of(logging)) {
            var ada = fresh("ada");
            var id = both.person(ada);
            var before = both.asked.read(id);
            var start = both.start();
            for (var attempt = 0; attempt < 3; attempt++) {
                try (var wrong = new LDAPConnection("127.0.0.1", logging.port())) {
                    wrong.bind(dn(ada), "wrong");
                } catch (LDAPException _) {
                    // As it should be.
                }
            }
            assertThat(both.asked.since(start).seen().accounts)
                    .allSatisfy(account -> assertThat(account).isEqualTo(before));
        }
    }
}
