package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.Condition;
import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisionedUserStatus.AssignmentEntry;
import dev.usher.api.ProvisionedUserStatus.PersonSeen;
import dev.usher.api.ProvisionedUserStatus.RoleState;
import dev.usher.api.Reference;
import dev.usher.domain.access.Cause;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Person;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserStatusesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private final Neighbourhood here = new Neighbourhood();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), CLOCK);

    @Nested
    class OfAFurtherIdentity {
        private final ProvisionedUser adm = here.has("adm-ada", "{userName: adm-ada, person: {name: ada}}");

        @Test
        void sayWhoseItIs() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");

            assertThat(passes(adm).person()).isEqualTo(new PersonSeen("ada", "people", "1815"));
        }

        @Test
        void sayNothingOfAPersonWhoWasNeverThere() {
            assertThat(passes(adm).person()).isNull();
        }

        @Test
        void goOnSayingItWhenThePersonIsGoneOrNotUnderstoodOrSomebodyElse() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            var pinned = Objects.requireNonNull(passes(adm).person());

            here.has("ada", "{userName: ada, externalId: \"1912\"}");
            assertThat(passes(adm).person()).isEqualTo(pinned);
            assertThat(adm.getStatus().conditions())
                    .anySatisfy(condition -> assertThat(condition.reason()).isEqualTo("PersonReplaced"));

            here.has("ada", "{userName: ada, externalId: \"1815\", type: Android}");
            assertThat(passes(adm).person()).isEqualTo(pinned);

            here.has("ada", "{userName: ada}").getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
            assertThat(passes(adm).person()).isEqualTo(pinned);
        }

        @Test
        void goOnSayingItWhereTheIdentityIsNotUnderstoodItself() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            var pinned = Objects.requireNonNull(passes(adm).person());

            assertThat(UserStatuses.undecided(
                            adm,
                            new Reading.Newer<Person>("spec"),
                            here.accesses().of("people"),
                            CLOCK.instant()))
                    .hasValueSatisfying(status -> assertThat(status.person()).isEqualTo(pinned));
        }

        @Test
        void followThePersonWhoIsGivenAKey() {
            here.has("ada", "{userName: ada}");
            assertThat(passes(adm).person()).isEqualTo(new PersonSeen("ada", "people", "people/ada"));

            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            assertThat(passes(adm).person()).isEqualTo(new PersonSeen("ada", "people", "1815"));
        }

        @Test
        void doNotChangeWhereNothingDoes() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            var status = passes(adm);

            assertThat(assess(adm).status()).isEqualTo(status);
        }

        /** An account that is made before the pin is stored could become a stranger's. */
        @Test
        void areWrittenAtOnceWhereItIsPinnedToSomebodyAndOnlyThen() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");
            assertThat(assess(adm).pinsAnew(adm)).isTrue();
            passes(adm);
            assertThat(assess(adm).pinsAnew(adm)).isFalse();

            here.has("ada", "{userName: ada, externalId: \"1912\"}");
            assertThat(assess(adm).pinsAnew(adm)).isFalse();
        }
    }

    @Nested
    class OfRoles {
        private static final String ENGINEER =
                "{membership: {rule: \"user.department == 'Engineering'\", graceSeconds: 3600}, "
                        + "inherits: [{name: reader}]}";

        private ProvisionedUser ada(String spec) {
            var before = Optional.ofNullable(ada).map(ProvisionedUser::getStatus);
            ada = here.has("ada", spec);
            before.ifPresent(ada::setStatus);
            return ada;
        }

        private @Nullable ProvisionedUser ada;

        private Memory remembered(ProvisionedUser user) {
            return Recall.of(user, List.of());
        }

        @Test
        void keepEveryCauseWithItsEndAndWhatItRestsOn() {
            here.hasRole("reader", "{}");
            here.hasRole("engineer", ENGINEER);
            here.hasRole("analyst", "{assignment: {maximumSeconds: 60, endOnChangeOf: [department]}}");
            var user = ada("{userName: ada, department: Engineering, roles: [{name: analyst}]}");

            var decided =
                    world.person(user).orElseThrow().resolve(CLOCK.instant()).next();
            passes(user);

            assertThat(remembered(user)).isEqualTo(decided);
            assertThat(user.getStatus().roles())
                    .extracting(RoleState::name)
                    .containsExactly("analyst", "engineer", "reader");
            assertThat(user.getStatus().roles().getFirst().causes())
                    .singleElement()
                    .satisfies(cause -> assertThat(cause.until()).isEqualTo("2026-09-15T12:01:00Z"));
        }

        /** Those that a later decision rests on, by their times, come first; which role contains which is found anew. */
        @Test
        void keepOfManyCausesThoseByHandAndByRuleBeforeInheritedOnes() {
            var parents =
                    IntStream.rangeClosed(1, 8).mapToObj("team-%d"::formatted).toList();
            parents.forEach(parent -> here.hasRole(parent, "{inherits: [{name: reader}]}"));
            here.hasRole("reader", "{membership: {rule: \"user.department == 'Engineering'\", graceSeconds: 3600}}");
            var roles = "roles: [{name: reader}, {name: " + String.join("}, {name: ", parents) + "}]}";

            passes(ada("{userName: ada, department: Engineering, " + roles));
            assertThat(causesOf("reader"))
                    .containsExactly("Explicit", "Rule", "team-1", "team-2", "team-3", "team-4", "team-5", "team-6");

            passes(ada("{userName: ada, department: Sales, " + roles));
            assertThat(causesOf("reader"))
                    .startsWith("Explicit", "Grace", "team-1")
                    .hasSize(8);

            passes(ada("{userName: ada, department: Sales, roles: [{name: team-7}, {name: team-8}]}"));
            assertThat(causesOf("reader")).containsExactly("Grace", "team-7", "team-8");
        }

        private List<String> causesOf(String role) {
            return Objects.requireNonNull(ada).getStatus().roles().stream()
                    .filter(held -> held.name().equals(role))
                    .flatMap(held -> held.causes().stream())
                    .map(cause -> Optional.ofNullable(cause.via())
                            .map(Reference::name)
                            .orElse(cause.kind()))
                    .toList();
        }

        @Test
        void keepTheGraceOfAMoverAndTheEndOfAnAssignment() {
            here.hasRole("reader", "{}");
            here.hasRole("engineer", ENGINEER);
            here.hasRole("analyst", "{assignment: {endOnChangeOf: [department]}}");
            passes(ada("{userName: ada, department: Engineering, roles: [{name: analyst, from: \"2026-09-01\"}]}"));

            var moved = ada("{userName: ada, department: Sales, roles: [{name: analyst, from: \"2026-09-01\"}]}");
            var decided =
                    world.person(moved).orElseThrow().resolve(CLOCK.instant()).next();
            passes(moved);

            assertThat(remembered(moved)).isEqualTo(decided);
            assertThat(moved.getStatus().assignments())
                    .extracting(AssignmentEntry::name, AssignmentEntry::endedBy, AssignmentEntry::from)
                    .containsExactly(tuple("analyst", "Change", "2026-09-01"));
            assertThat(decided.roles().get(new RoleKey("people", "engineer")))
                    .satisfies(held -> assertThat(held.causes())
                            .extracting(Cause::kind, Cause::until)
                            .containsExactly(
                                    tuple(Cause.Kind.Grace, Optional.of(Instant.parse("2026-09-15T13:00:00Z")))));
        }

        @Test
        void keepWhatALeaverHadForAnEarlyReturn() {
            here.hasRole("analyst", "{}");
            passes(ada("{userName: ada, roles: [{name: analyst}], employments: [{id: main, status: Active}]}"));

            var left = ada("{userName: ada, roles: [{name: analyst}], employments: [{id: main, status: Terminated}]}");
            var decided =
                    world.person(left).orElseThrow().resolve(CLOCK.instant()).next();
            passes(left);

            assertThat(remembered(left)).isEqualTo(decided);
            assertThat(left.getStatus().assignments())
                    .extracting(AssignmentEntry::name, AssignmentEntry::endedBy, AssignmentEntry::since)
                    .containsExactly(tuple("analyst", "Departure", "2026-09-15T12:00:00Z"));
        }

        @Test
        void countWhatTheOtherIdentitiesOfThePersonHold() {
            here.hasRole("analyst", "{}");
            here.hasRole("auditor", "{conflictsWith: [{name: analyst}]}");
            passes(ada("{userName: ada, roles: [{name: analyst}]}"));
            var adm = here.has("adm-ada", "{userName: adm-ada, person: {name: ada}, roles: [{name: auditor}]}");
            var other = here.has("other", "{userName: other, roles: [{name: auditor}]}");

            assertThat(passes(adm).roles()).isEmpty();
            assertThat(adm.getStatus().conditions())
                    .anySatisfy(
                            condition -> assertThat(condition.message())
                                    .contains(
                                            "Role auditor (Explicit) conflicts with Role analyst (Explicit) of ProvisionedUser people/ada"));
            assertThat(passes(other).roles()).extracting(RoleState::name).containsExactly("auditor");
        }
    }

    @Nested
    class OfAccounts {
        private static final String ACCOUNT =
                "{accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:00Z\", id: \"7\"}]}";

        private Optional<String> unassigned(ProvisionedUser user) {
            return Optional.ofNullable(passes(user).accounts().getFirst().unassignedTime());
        }

        @Test
        void keepSinceWhenNothingGivesThemUntilSomethingDoes() {
            here.hasApp("wiki");
            here.hasRole("reader", "{grants: [{app: {name: wiki}}]}");
            var without = here.has("people", "ada", "{userName: ada}", ACCOUNT);
            var decided =
                    world.person(without).orElseThrow().resolve(CLOCK.instant()).next();

            assertThat(unassigned(without)).contains("2026-09-15T12:00:00Z");
            assertThat(Recall.of(without, List.of())).isEqualTo(decided);

            var with = here.has("ada", "{userName: ada, roles: [{name: reader}]}");
            with.setStatus(without.getStatus());
            assertThat(unassigned(with)).isEmpty();
            assertThat(Recall.of(with, List.of()).unassigned()).isEmpty();
        }
    }

    @Nested
    class OfAppsOneAfterTheOther {
        private static final AppId DIRECTORY = new AppId("people", "directory");
        private static final AppId WIKI = new AppId("people", "wiki");

        private UserStatuses.Assessment assessed(Optional<Kind> failed) {
            here.hasApp("wiki");
            here.hasApp("directory", "priority: -10");
            here.hasRole("reader", "{grants: [{app: {name: wiki}}, {app: {name: directory}}]}");
            var user = here.has("ada", "{userName: ada, roles: [{name: reader}]}");
            var facts = world.person(user).orElseThrow();
            var resolution = facts.resolve(CLOCK.instant());
            var decided = Objects.requireNonNull(resolution.apps().get(DIRECTORY));
            var said = failed.map(kind -> Map.of(DIRECTORY, failure(decided, kind)))
                    .orElse(Map.of());
            return UserStatuses.assess(
                    user,
                    resolution,
                    facts.access(),
                    new Answers(said.keySet(), said),
                    DIGESTS,
                    Present.of(CLOCK.instant()));
        }

        private static Result failure(Decision decided, Kind kind) {
            return new Result(
                    AccountState.Failed,
                    Optional.empty(),
                    Optional.empty(),
                    Aims.of(decided, DIGESTS),
                    Optional.empty(),
                    Optional.of(Failure.of(kind, Detail.NONE)),
                    false);
        }

        @Test
        void askTheDirectoryAloneAndSayWhoComesNext() {
            var assessment = assessed(Optional.empty());

            assertThat(assessment.due()).containsExactly(DIRECTORY);
            assertThat(assessment.settled()).isFalse();
            assertThat(assessment.status().conditions())
                    .extracting(Condition::type, Condition::message)
                    .contains(
                            tuple("Ready", "Waiting for directory, and then for wiki, as their `spec.priority` says"));
        }

        @Test
        void askTheOthersOnceTheDirectoryHasFailed() {
            assertThat(assessed(Optional.of(Kind.UNREACHABLE)).due()).containsExactly(WIKI);
        }

        @Test
        void askNoneOfThemWhereTheDirectoryIsOnlyAskedTooMuch() {
            assertThat(assessed(Optional.of(Kind.THROTTLED)).due()).isEmpty();
        }
    }

    @Nested
    class OfWhatIsToBeLost {
        private static final AppId WIKI = new AppId("people", "wiki");
        private static final String LOSING =
                "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: \"7\", tenant: k2v9, losing: [{kind: group, value: readers}]}]}";

        /** Listed after the app agreed with what is decided. */
        private List<HeldEntitlement> left(String more) {
            here.hasApp("wiki", more);
            here.hasRole("guest", "{grants: [{app: {name: wiki}}]}");
            var user = here.has("people", "ada", "{userName: ada, roles: [{name: guest}]}", LOSING);
            var facts = Wiring.world(here.caches, here.accesses(), CLOCK)
                    .person(user)
                    .orElseThrow();
            var resolution = facts.resolve(CLOCK.instant());
            var aim = Aims.of(Objects.requireNonNull(resolution.apps().get(WIKI)), DIGESTS);
            var agreed = new Result(
                    AccountState.Active,
                    Optional.of(new RemoteId("7")),
                    Optional.of(Tenant.of("wiki")),
                    aim,
                    aim,
                    Optional.empty(),
                    false);
            return UserStatuses.assess(
                            user,
                            resolution,
                            facts.access(),
                            new Answers(Set.of(), Map.of(WIKI, agreed)),
                            DIGESTS,
                            Present.of(CLOCK.instant()))
                    .status()
                    .accounts()
                    .getFirst()
                    .losing();
        }

        @Test
        void isOverOnceTheAppAgreed() {
            assertThat(left("entitlements: {authority: Managed}")).isEmpty();
        }

        @Test
        void staysWhereTheAppSaysThatItIsNotToBeTaken() {
            var readers = new HeldEntitlement("group", "readers");

            assertThat(left("entitlements: {authority: Additive}")).containsExactly(readers);
            assertThat(left("entitlements: {ignore: \"entitlement.value == 'readers'\"}"))
                    .containsExactly(readers);
        }
    }

    @Nested
    class OfWhatIsRecordedFirst {
        private static final String ACCOUNTS =
                "accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:00Z\", id: \"7\"}]";
        private static final String READS =
                "roles: [{name: reader, namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}]";

        private Optional<ProvisionedUserStatus> first(String roles, String... status) {
            var user = here.has(
                    "people", "ada", "{userName: ada, roles: [" + roles + "]}", "{" + String.join(", ", status) + "}");
            // What was declared before is kept until somebody says that it was edited.
            var anew = Wiring.world(here.caches, here.accesses(), CLOCK);
            return RecordedFirst.of(
                    user,
                    assess(user, anew).status(),
                    anew.person(user).orElseThrow().access());
        }

        private boolean isFirst(String roles, String... status) {
            return first(roles, status).isPresent();
        }

        private static List<String> names(ProvisionedUserStatus status) {
            return status.roles().stream()
                    .map(ProvisionedUserStatus.RoleState::name)
                    .toList();
        }

        @BeforeEach
        void theRolesAreThere() {
            here.hasApp("wiki");
            here.hasRole("reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}");
            here.hasRole("writer", "{}");
        }

        @Test
        void areRolesThatAreGainedWhereThereIsAnAccount() {
            assertThat(isFirst("{name: reader}, {name: writer}", READS, ACCOUNTS))
                    .isTrue();
            assertThat(isFirst("{name: reader}, {name: writer}", READS)).isFalse();
            assertThat(isFirst("{name: reader}", READS, ACCOUNTS)).isFalse();
        }

        /** Of a loss other identities hear, who would get what the account still has. */
        @Test
        void areNoRolesThatAreLostBesideThem() {
            assertThat(first("{name: writer}", READS, ACCOUNTS))
                    .hasValueSatisfying(status -> assertThat(names(status)).containsExactly("reader", "writer"));
            assertThat(isFirst("", READS, ACCOUNTS)).isFalse();
        }

        @Test
        void areRolesThatAreLostBecauseTheyAreGoing() {
            endsReader();

            assertThat(first("{name: writer}", READS, ACCOUNTS)).hasValueSatisfying(status -> {
                assertThat(names(status)).containsExactly("writer");
                assertThat(status.accounts().getFirst().losing())
                        .containsExactly(new HeldEntitlement("group", "readers"));
            });
        }

        /** An account may be in the making with what the role gave a moment ago. */
        @Test
        void isWhatRolesGaveThatAreGoingWhereNoAccountIsShownYet() {
            var editor = "{grants: [{app: {name: wiki}}]}";
            here.hasRole("editor", editor);
            assertThat(isFirst("{name: editor}")).isFalse();
            endsReader();

            var first = first("{name: editor}");

            assertThat(first)
                    .hasValueSatisfying(
                            status -> assertThat(status.accounts().getFirst().losing())
                                    .containsExactly(new HeldEntitlement("group", "readers")));
            here.has("people", "ada", "{userName: ada, roles: [{name: editor}]}")
                    .setStatus(first.orElseThrow());
            var user = here.caches.user("people", "ada").orElseThrow();
            assertThat(RecordedFirst.of(
                            user, assess(user).status(), here.accesses().of("people")))
                    .isEmpty();
        }

        @Test
        void areRolesThatAreGoingAlsoOfWhoeverIsNotUnderstood() {
            var user = here.has("people", "ada", "{userName: ada}", "{" + READS + ", " + ACCOUNTS + "}");
            var newer = new Reading.Newer<Person>("spec");
            assertThat(UserStatuses.undecided(user, newer, here.accesses().of("people"), CLOCK.instant()))
                    .hasValueSatisfying(status -> assertThat(names(status)).containsExactly("reader"));
            endsReader();

            assertThat(UserStatuses.undecided(user, newer, here.accesses().of("people"), CLOCK.instant()))
                    .hasValueSatisfying(status -> {
                        assertThat(names(status)).isEmpty();
                        assertThat(status.accounts().getFirst().losing())
                                .containsExactly(new HeldEntitlement("group", "readers"));
                    });
        }

        private void endsReader() {
            here.ends(here.caches.role(new RoleKey("people", "reader")).orElseThrow());
        }
    }

    /** The status that is decided next, remembered. */
    private ProvisionedUserStatus passes(ProvisionedUser user) {
        var status = assess(user).status();
        user.setStatus(status);
        return status;
    }

    private UserStatuses.Assessment assess(ProvisionedUser user) {
        return assess(user, world);
    }

    private static UserStatuses.Assessment assess(ProvisionedUser user, CachedWorld seen) {
        var facts = seen.person(user).orElseThrow();
        return UserStatuses.assess(
                user,
                facts.resolve(CLOCK.instant()),
                facts.access(),
                new Answers(Set.of(), Map.of()),
                DIGESTS,
                Present.of(CLOCK.instant()));
    }
}
