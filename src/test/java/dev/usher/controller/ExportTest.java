package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.Identity;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExportTest {
    private static final String ADA =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-01-01T00:00:00Z\", id: a1, tenant: k2v9},"
                    + " {app: wiki, namespace: shared, state: Disabled, since: \"2026-01-01T00:00:00Z\", id: s1, tenant: k2v9},"
                    + " {app: chat, namespace: people, state: Deleted, since: \"2026-01-01T00:00:00Z\", id: c1, tenant: k2v9},"
                    + " {app: mail, namespace: people, state: Pending, since: \"2026-01-01T00:00:00Z\"}],"
                    + " roles: [{name: analyst, namespace: people, causes: [{kind: Explicit, since: \"2026-01-01T00:00:00Z\"}]}]}";

    private final List<ProvisionedUser> users = new ArrayList<>();
    private final List<RetainedAccount> retained = new ArrayList<>();
    private final List<AccessLock> locks = new ArrayList<>();
    private final List<LegalHold> holds = new ArrayList<>();

    private static <T> T resource(Class<T> kind, String name, String spec, String status) {
        return Serialization.unmarshal("""
                metadata: {name: %s, namespace: people, uid: %s, generation: 1, finalizers: [usher.dev/farewell], creationTimestamp: "2026-01-01T00:00:00Z"}
                spec: %s
                status: %s
                """.formatted(name, name, spec, status), kind);
    }

    private Export.Found export() {
        var wiki = resource(TargetApp.class, "wiki", "{connector: {type: scim}}", "{}");
        var analyst = resource(
                Role.class,
                "analyst",
                "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}]}",
                "{}");
        var read = new Explanations.Snapshot(
                Set.of("people"), users, List.of(analyst), List.of(wiki), retained, List.of(), locks, holds, Map.of());
        var clock = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
        return new Export(new Catalog(List.of()), new CelRulings(), clock)
                .of(read, new Export.Order("people", "grace"));
    }

    private <T> List<T> exported(Class<T> kind) {
        return export().resources().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void hasARecordOfEachAccountThatIsThereByWhichItsUserTakesItBack() {
        users.add(resource(ProvisionedUser.class, "ada", "{userName: ada, externalId: \"1815\"}", ADA));

        assertThat(exported(RetainedAccount.class))
                .extracting(record -> record.getMetadata().getNamespace() + " "
                        + record.getSpec().app().name() + " " + record.getSpec().id())
                .containsExactlyInAnyOrder("people wiki a1", "shared wiki s1");
        assertThat(exported(RetainedAccount.class)).allSatisfy(record -> {
            assertThat(Recall.unclaimed(record).identity()).isEqualTo(new Identity("people", "1815"));
            assertThat(record.getSpec().staysAsItIs())
                    .as("nothing is done until then")
                    .isTrue();
            assertThat(record.getSpec().tenant()).isEqualTo("k2v9");
            assertThat(record.getSpec().user()).isEqualTo("ada");
        });
    }

    @Test
    void remembersWhatRolesGave() {
        users.add(resource(ProvisionedUser.class, "ada", "{userName: ada, externalId: \"1815\"}", ADA));

        assertThat(exported(RetainedAccount.class).getFirst().getSpec().held())
                .extracting(held -> held.value())
                .containsExactly("staff");
    }

    @Test
    void hasNothingThatOnlyThatClusterKnows() {
        users.add(resource(ProvisionedUser.class, "ada", "{userName: ada}", ADA));
        locks.add(resource(AccessLock.class, "case-7", lock(""), "{}"));

        assertThat(export().resources()).allSatisfy(resource -> {
            assertThat(resource.getMetadata().getUid()).isNull();
            assertThat(resource.getMetadata().getResourceVersion()).isNull();
            assertThat(resource.getMetadata().getFinalizers()).isEmpty();
        });
    }

    @Test
    void keepsRecordsAsTheyAreButThoseThatALimitHolds() {
        var spec =
                "{app: {name: wiki, namespace: people}, tenant: k2v9, id: %s, externalId: \"1\", realm: people, user: bob, reason: UserDeleted}";
        retained.add(resource(RetainedAccount.class, "wiki-1", spec.formatted("b1"), "{state: Retained}"));
        retained.add(resource(RetainedAccount.class, "wiki-2", spec.formatted("b2"), "{state: Held}"));
        retained.add(resource(RetainedAccount.class, "wiki-3", spec.formatted("b3"), "{state: Deleted}"));

        assertThat(exported(RetainedAccount.class))
                .extracting(record ->
                        record.getMetadata().getName() + " " + record.getSpec().staysAsItIs())
                .containsExactlyInAnyOrder("wiki-1 false", "wiki-2 true", "wiki-3 false");
    }

    @Test
    void keepsFromWhenOnTheNameOfADeletedAccountIsReserved() {
        retained.add(resource(
                RetainedAccount.class,
                "wiki-1",
                "{app: {name: wiki, namespace: people}, tenant: k2v9, id: b1, externalId: \"1\", realm: people, userName: bob, reason: UserDeleted}",
                "{state: Deleted, since: \"2026-09-15T12:00:00Z\"}"));
        retained.add(resource(
                RetainedAccount.class,
                "wiki-2",
                "{app: {name: wiki, namespace: people}, tenant: k2v9, externalId: d1, realm: people, userName: d2, reason: Forgotten, deletedTime: \"2026-09-15T12:00:00Z\"}",
                "{state: Deleted}"));

        assertThat(exported(RetainedAccount.class)).singleElement().satisfies(record -> {
            assertThat(record.getSpec().deletedTime()).isEqualTo("2026-09-15T12:00:00Z");
            assertThat(RetainedStates.isThere(record)).isFalse();
        });
    }

    @Test
    void hasTheLocksAndHoldsThatStandAndLocksFirst() {
        users.add(resource(ProvisionedUser.class, "ada", "{userName: ada}", ADA));
        locks.add(resource(AccessLock.class, "case-7", lock(""), "{}"));
        locks.add(resource(AccessLock.class, "case-6", lock(", released: {reason: over}"), "{}"));
        holds.add(resource(LegalHold.class, "matter-7", hold(""), "{}"));
        holds.add(resource(LegalHold.class, "matter-6", hold(", released: {reason: over}"), "{}"));

        assertThat(export().resources())
                .extracting(HasMetadata::getKind)
                .containsExactly("AccessLock", "LegalHold", "RetainedAccount", "RetainedAccount");
        assertThat(export().resources().getFirst().getMetadata().getName()).isEqualTo("case-7");
    }

    @Test
    void hasLocksOfWhomTheyWereFoundToMeanAndConfirmedWhereTheyShutSomebody() {
        var pinned = "externalId: \"1815\", conditions: [{type: Ready, status: \"True\", reason: Locked}]";
        var held = "externalId: people/eve, conditions: [{type: Ready, status: \"False\", reason: LocksHeld}]";
        locks.add(resource(AccessLock.class, "case-7", lock(""), "{" + pinned + "}"));
        locks.add(resource(AccessLock.class, "case-8", lock(", confirmedBy: barbara"), "{" + pinned + "}"));
        locks.add(resource(AccessLock.class, "case-9", lock(""), "{" + held + "}"));

        assertThat(exported(AccessLock.class))
                .extracting(lock -> lock.getSpec().user() == null)
                .containsExactly(true, true, false);
        assertThat(exported(AccessLock.class))
                .extracting(
                        lock -> lock.getSpec().externalId(),
                        lock -> lock.getSpec().confirmedBy())
                .containsExactly(tuple("1815", "export by grace"), tuple("1815", "barbara"), tuple(null, null));
    }

    @Test
    void hasHoldsOfWhomTheyWereFoundToMean() {
        var pinned = "{pinned: [{user: ada, externalId: \"1815\"}, {user: eve, externalId: people/eve}]}";
        var some = "{users: [{name: ada}, {name: eve}], externalIds: [\"1\"], matter: matter 7, requestedBy: grace}";
        holds.add(resource(LegalHold.class, "matter-7", some, pinned));
        var many = IntStream.range(0, 64).mapToObj("\"k%d\""::formatted).collect(Collectors.joining(", "));
        holds.add(resource(LegalHold.class, "matter-8", some.replace("\"1\"", many), pinned));

        assertThat(exported(LegalHold.class))
                .extracting(
                        hold -> hold.getMetadata().getName(),
                        hold -> hold.getSpec().users().size(),
                        hold -> hold.getSpec().externalIds().size(),
                        hold -> hold.getSpec().externalIds().getLast())
                .containsExactly(
                        tuple("matter-7", 2, 2, "1815"),
                        tuple("matter-8", 2, 64, "k63"),
                        tuple("matter-8-by-key", 0, 1, "1815"));
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        users.add(resource(ProvisionedUser.class, "ada", "{userName: [ada]}", ADA));

        assertThat(export().illegible()).containsExactly("ProvisionedUser ada");
    }

    private static String lock(String more) {
        return "{user: {name: ada}, reason: case 7, requestedBy: grace" + more + "}";
    }

    private static String hold(String more) {
        return "{externalIds: [\"1\"], matter: matter 7, requestedBy: grace" + more + "}";
    }
}
