package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.source.SourceId;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Somebody who is decided again and again, in apps that answer when they are told to, and whose status is stored each time. */
class MeasuresTest {
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final Instant DAY = Instant.parse("2026-12-01T00:00:00Z");

    private final Neighbourhood here = new Neighbourhood();
    private final RecordedFigures figures = new RecordedFigures();
    private final Map<AppId, Result> said = new HashMap<>();
    private Instant now = DAY.minus(Duration.ofDays(10));
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final Accesses accesses = here.accesses(Neighbourhood.scimDeclarations());
    private final CachedWorld world = Wiring.world(here.caches, accesses, clock);
    private Measures measures = measures();
    private @Nullable ProvisionedUserStatus stored;
    private String spec = "";
    private String created = "";

    private Measures measures() {
        return new Measures(
                here.caches,
                figures,
                DIGESTS,
                new Turnarounds(here.caches, figures, clock),
                new AppFigures(any -> Map.of()),
                new SourceFigures(any -> true));
    }

    @BeforeEach
    void thereIsARole() {
        here.hasRole("employee", "{grants: [{app: {name: wiki}}]}");
        here.hasApp("wiki", "preProvision: {leadSeconds: 0}");
    }

    private static AppId app(String name) {
        return new AppId("people", name);
    }

    private void at(Instant time) {
        now = time;
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    /** Ada is declared, or edited. */
    private void ada(String more) {
        spec = "{userName: ada, roles: [{name: employee}]" + more + "}";
        created = created.isEmpty() ? now.toString() : created;
        looks();
    }

    private void employment(String more) {
        ada(", employments: [{id: main, " + more + "}]");
    }

    private ProvisionedUser user() {
        var user = here.since(created, here.has("ada", spec));
        if (stored != null) {
            user.setStatus(stored);
        }
        return user;
    }

    /** Ada is decided once, and her status is stored. */
    private void looks() {
        decides();
        // Whatever is stored is looked at again.
        decides();
    }

    private void decides() {
        var user = user();
        var facts = world.person(user).orElseThrow();
        var resolution = facts.resolve(now);
        var assessment = UserStatuses.assess(
                user, resolution, facts.access(), new Answers(Set.of(), Map.copyOf(said)), DIGESTS, Present.of(now));
        measures.note(user, facts, resolution, assessment, now);
        stored = assessment.status();
        user();
    }

    /** An app answers what is decided now. */
    private void answers(String... names) {
        var facts = world.person(user()).orElseThrow();
        var apps = facts.resolve(now).apps();
        for (var name : names) {
            var decision = Optional.ofNullable(apps.get(app(name))).orElseThrow();
            said.put(app(name), agreed(decision, facts.access().apps().get(app(name))));
        }
        looks();
    }

    private Result agreed(Decision decision, @Nullable AppDefinition app) {
        var aim = Aims.of(decision, DIGESTS);
        var isPrepared =
                decision instanceof Decision.Want want && !want.account().enabled();
        return new Result(
                switch (decision) {
                    case Decision.Want want when want.account().enabled() -> AccountState.Active;
                    case Decision.Absent _ -> AccountState.Deleted;
                    default -> AccountState.Disabled;
                },
                Optional.of(new RemoteId("7")),
                Optional.ofNullable(app).flatMap(AppDefinition::tenant),
                aim,
                aim,
                Optional.empty(),
                isPrepared,
                Optional.empty(),
                Takeover.NONE,
                Optional.empty(),
                decision.reduction().filter(Why::takesEntitlements).map(why -> new AccessEnd(now, false)),
                Optional.empty());
    }

    /** Somebody enabled the account in the app, and it does not let it be disabled. */
    private void isFoundInUse(String name) {
        said.computeIfPresent(
                app(name),
                (_, before) -> new Result(
                        AccountState.Active,
                        before.id(),
                        before.tenant(),
                        before.aim(),
                        Optional.empty(),
                        Optional.of(Failure.of(Kind.REJECTED, Detail.NONE)),
                        false));
        looks();
    }

    private void fails(String name, Kind kind) {
        var apps = world.person(user()).orElseThrow().resolve(now).apps();
        said.put(
                app(name),
                new Result(
                        kind == Kind.HELD ? AccountState.Held : AccountState.Failed,
                        Optional.of(new RemoteId("7")),
                        Optional.empty(),
                        Aims.of(Optional.ofNullable(apps.get(app(name))).orElseThrow(), DIGESTS),
                        Optional.empty(),
                        Optional.of(Failure.of(kind, Detail.NONE)),
                        false));
        looks();
    }

    /** The process ends, and another one goes on with what is stored; what lanes said is lost. */
    private void restarts() {
        said.clear();
        measures = measures();
        looks();
    }

    private List<String> told() {
        return figures.news().stream().filter(one -> !one.startsWith("change")).toList();
    }

    private List<String> changes() {
        return figures.news().stream().filter(one -> one.startsWith("change")).toList();
    }

    private List<String> shown(Gauges gauge) {
        measures.show(List.of(), now);
        return figures.shown(gauge);
    }

    private List<String> conditions() {
        return Optional.ofNullable(stored).orElseThrow().conditions().stream()
                .map(Condition::type)
                .toList();
    }

    @Nested
    class OfJoining {
        @Test
        void tellHowLongItTookFromTheRecordToTheReadOfTheLastAccount() {
            here.hasRole("employee", "{grants: [{app: {name: wiki}}, {app: {name: blog}}]}");
            here.hasApp("blog", "preProvision: {leadSeconds: 0}");
            ada("");
            after(Duration.ofSeconds(2));
            answers("wiki");
            assertThat(told()).isEmpty();
            assertThat(conditions()).contains("Joining");

            after(Duration.ofSeconds(3));
            answers("blog");

            assertThat(told()).containsExactly("joined PT5S");
            assertThat(conditions()).doesNotContain("Joining");
            looks();
            assertThat(told()).isEmpty();
        }

        @Test
        void beginAtTheStartOfWhoWasRecordedBefore() {
            employment("startTime: \"2026-12-01\"");
            at(DAY);
            looks();
            after(Duration.ofSeconds(3));
            answers("wiki");

            assertThat(told()).containsExactly("joined PT3S", "started ready in_time");
        }

        @Test
        void beginSoLongBeforeTheStartAsTheAppLetsTheAccountBeMade() {
            here.hasApp("wiki", "preProvision: {leadSeconds: 259200}");
            employment("startTime: \"2026-12-01\"");
            at(DAY.minus(Duration.ofDays(3)));
            looks();
            after(Duration.ofSeconds(40));
            answers("wiki");
            assertThat(told()).isEmpty();

            at(DAY);
            looks();
            after(Duration.ofSeconds(1));
            answers("wiki");

            assertThat(told()).containsExactly("joined PT40S", "started ready in_time");
        }

        @Test
        void beginWithTheRecordOfWhoIsRecordedInThatTime() {
            here.hasApp("wiki", "preProvision: {leadSeconds: 259200}");
            at(DAY.minus(Duration.ofDays(1)));
            employment("startTime: \"2026-12-01\"");
            after(Duration.ofSeconds(7));
            answers("wiki");
            at(DAY);
            looks();
            answers("wiki");

            assertThat(told()).containsExactly("joined PT7S", "started ready in_time");
        }

        @Test
        void beginWithTheReadingOfTheSourceThatFoundThem() {
            measures.of(new SourceId("people", "hr"), "ada", 3, now.minusSeconds(60));
            ada("");
            after(Duration.ofSeconds(2));
            answers("wiki");

            assertThat(told()).containsExactly("joined PT1M2S");
        }

        @Test
        void sayOfWhomIsRecordedLateThatTheyWereNotReady() {
            at(DAY.plus(Duration.ofDays(2)));
            employment("startTime: \"2026-12-01\"");
            after(Duration.ofSeconds(2));
            answers("wiki");

            assertThat(told()).containsExactly("joined PT2S", "started not ready late");
        }

        @Test
        void showWhoIsNotDoneByAgeAndSayOnceThatTheyWereNotReady() {
            employment("startTime: \"2026-12-01\"");
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).isEmpty();
            at(DAY);
            looks();
            after(Duration.ofHours(2));
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).containsExactly("people under_1d: 1");
            assertThat(shown(Gauges.PROVISION_OLDEST)).containsExactly("people: 7200");
            assertThat(told()).containsExactly("started not ready in_time");

            after(Duration.ofHours(1));
            answers("wiki");

            assertThat(told()).containsExactly("joined PT3H");
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).isEmpty();
        }

        @Test
        void goOnAfterARestartWithWhoIsNotDoneAndTellNothingTwice() {
            here.hasRole("employee", "{grants: [{app: {name: wiki}}, {app: {name: blog}}]}");
            here.hasApp("blog", "preProvision: {leadSeconds: 0}");
            ada("");
            answers("wiki");
            after(Duration.ofHours(5));
            restarts();
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).containsExactly("people under_1d: 1");

            answers("blog");
            assertThat(told()).containsExactly("joined PT5H");

            restarts();
            after(Duration.ofDays(1));
            looks();
            assertThat(told()).isEmpty();
        }

        @Test
        void goOnWithWhoWasNotDoneWhenTheirStartCameWhileNobodyWasInCharge() {
            here.hasApp("wiki", "preProvision: {leadSeconds: 259200}");
            employment("startTime: \"2026-12-01\"");
            at(DAY.minus(Duration.ofDays(3)));
            answers("wiki");
            at(DAY.plus(Duration.ofHours(4)));
            restarts();
            answers("wiki");

            assertThat(told()).containsExactly("joined PT0S", "started not ready in_time");
        }

        /** How long before the start it took is not known any more, where the account is enabled by now. */
        @Test
        void countFromTheStartWhatAnEndedProcessAloneHadSeen() {
            here.hasApp("wiki", "preProvision: {leadSeconds: 259200}");
            here.hasRole("employee", "{grants: [{app: {name: wiki}}, {app: {name: blog}}]}");
            here.hasApp("blog", "preProvision: {leadSeconds: 0}");
            employment("startTime: \"2026-12-01\"");
            at(DAY.minus(Duration.ofDays(3)));
            answers("wiki");
            at(DAY.plusSeconds(1));
            answers("wiki");
            restarts();
            after(Duration.ofSeconds(9));
            answers("blog");

            assertThat(told()).containsExactly("joined PT10S", "started ready in_time");
        }

        @Test
        void areOverOnceWhateverElseTheyGetLater() {
            ada("");
            answers("wiki");
            assertThat(told()).containsExactly("joined PT0S");

            after(Duration.ofDays(100));
            here.hasRole("employee", "{grants: [{app: {name: wiki}}, {app: {name: blog}}]}");
            here.hasApp("blog", "preProvision: {leadSeconds: 0}");
            accesses.forget("people");
            looks();
            restarts();
            after(Duration.ofHours(1));
            answers("wiki", "blog");

            assertThat(told()).isEmpty();
            assertThat(conditions()).doesNotContain("Joining");
        }

        @Test
        void countWhoComesBackFromWhenThatIsSeen() {
            employment("startTime: \"2026-01-01\"");
            answers("wiki");
            employment("startTime: \"2026-01-01\", status: Terminated");
            answers("wiki");
            told();

            after(Duration.ofDays(20));
            employment("startTime: \"2026-01-01\"");
            after(Duration.ofSeconds(6));
            answers("wiki");

            assertThat(told()).containsExactly("joined PT6S");
        }

        @Test
        void showWhoWaitsForARoleThatIsNotThere() {
            spec = "{userName: ada, roles: [{name: nobodys}]}";
            created = now.toString();
            looks();
            after(Duration.ofHours(5));

            assertThat(shown(Gauges.PROVISION_UNFINISHED)).containsExactly("people under_1d: 1");
            assertThat(shown(Gauges.PROVISION_OLDEST)).containsExactly("people: 18000");
        }

        @Test
        void showWhoWaitsForAnAppThatIsNotThereOnceTheyAreToHaveIt() {
            here.hasRole("employee", "{grants: [{app: {name: wiki}}, {app: {name: nowhere}}]}");
            employment("startTime: \"2026-12-01\"");
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).isEmpty();
            at(DAY);
            looks();
            answers("wiki");
            after(Duration.ofHours(2));

            assertThat(shown(Gauges.PROVISION_OLDEST)).containsExactly("people: 7200");
        }

        @Test
        void doNotShowOfWhomSomebodyAskedThatNothingIsGiven() {
            spec = "{userName: ada, roles: [{name: nobodys}], suspend: {reason: audit}}";
            created = now.toString();
            looks();

            assertThat(shown(Gauges.PROVISION_UNFINISHED)).isEmpty();
        }

        @Test
        void areNotOfWhoHasNothingToGet() {
            here.hasRole("employee", "{}");
            ada("");
            looks();

            assertThat(told()).isEmpty();
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).isEmpty();
        }
    }

    @Nested
    class OfLeaving {
        @BeforeEach
        void isThere() {
            employment("startTime: \"2026-01-01\", endTime: \"2026-11-30\"");
            answers("wiki");
            told();
        }

        @Test
        void tellHowLongItTookFromTheDepartureToTheReadOfTheLastAccount() {
            at(DAY);
            looks();
            assertThat(told()).isEmpty();
            assertThat(conditions()).contains("Leaving");
            after(Duration.ofSeconds(4));
            answers("wiki");

            assertThat(told()).containsExactly("left in_time PT4S");
            assertThat(conditions()).doesNotContain("Leaving");
            looks();
            assertThat(told()).isEmpty();
        }

        @Test
        void countFromTheDepartureAlsoWhereNobodyWasInChargeThen() {
            at(DAY.plus(Duration.ofHours(2)));
            restarts();
            answers("wiki");

            assertThat(told()).containsExactly("left in_time PT2H");
        }

        @Test
        void countFromTheRecordWhatIsRecordedLate() {
            after(Duration.ofDays(5));
            employment("startTime: \"2026-01-01\", endTime: \"2026-11-20\"");
            after(Duration.ofSeconds(8));
            answers("wiki");

            assertThat(told()).containsExactly("left late PT8S");
        }

        @Test
        void countWhoIsTerminatedNowFromNow() {
            employment("startTime: \"2026-01-01\", status: Terminated");
            after(Duration.ofSeconds(8));
            answers("wiki");

            assertThat(told()).containsExactly("left in_time PT8S");
        }

        @Test
        void showWhoIsNotOutByAgeAlsoAfterARestart() {
            at(DAY);
            looks();
            fails("wiki", Kind.UNREACHABLE);
            after(Duration.ofMinutes(90));
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).containsExactly("people in_time under_1d: 1");
            restarts();
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).containsExactly("people in_time under_1d: 1");
            assertThat(shown(Gauges.DEPROVISION_OLDEST)).containsExactly("people: 5400");
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).hasSize(1);

            answers("wiki");

            assertThat(told()).containsExactly("left in_time PT1H30M");
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
            restarts();
            assertThat(told()).isEmpty();
        }

        @Test
        void goOnBeingLateAfterARestart() {
            after(Duration.ofDays(5));
            employment("startTime: \"2026-01-01\", endTime: \"2026-11-20\"");
            after(Duration.ofSeconds(30));
            restarts();
            answers("wiki");

            assertThat(told()).containsExactly("left late PT30S");
        }

        @Test
        void areNoneOfWhoIsBackBeforeTheyWereOut() {
            at(DAY);
            looks();
            after(Duration.ofMinutes(10));
            employment("startTime: \"2026-01-01\", endTime: \"2027-11-30\"");
            answers("wiki");
            assertThat(told()).noneMatch(one -> one.startsWith("left"));
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();

            after(Duration.ofMinutes(10));
            employment("startTime: \"2026-01-01\", status: Terminated");
            after(Duration.ofSeconds(2));
            answers("wiki");
            assertThat(told()).containsExactly("left in_time PT2S");
        }

        @Test
        void areNotBegunAnewWhereSomebodyIsLetInAgainLater() {
            at(DAY);
            looks();
            answers("wiki");
            told();
            after(Duration.ofDays(30));
            fails("wiki", Kind.REJECTED);
            restarts();
            answers("wiki");

            assertThat(told()).isEmpty();
        }

        @Test
        void doNotCountAccessThatIsOverWhereTheAccountCannotBeDeleted() {
            here.hasApp("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 2592000}");
            accesses.forget("people");
            at(DAY);
            looks();
            answers("wiki");
            at(DAY.plus(Duration.ofDays(31)));
            looks();
            fails("wiki", Kind.REJECTED);
            after(Duration.ofHours(2));

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).containsExactly("people wiki failed: 1");
        }

        @Test
        void countAccessOfWhoIsLetInAgainInTheAppFromThen() {
            at(DAY);
            looks();
            answers("wiki");
            changes();
            after(Duration.ofDays(200));
            isFoundInUse("wiki");
            after(Duration.ofMinutes(20));

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki failed: 1");
            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 1200");
            answers("wiki");
            assertThat(changes()).containsExactly("change in wiki confirmed");
        }

        @Test
        void countItAlsoWhereTheAppLetsNobodyShutThemAgain() {
            at(DAY);
            looks();
            answers("wiki");
            after(Duration.ofDays(200));
            fails("wiki", Kind.REJECTED);
            after(Duration.ofMinutes(20));

            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 1200");
        }

        @Test
        void doNotWaitForWhatSomebodyDeclaredToStay() {
            here.hasApp("wiki", "deprovisioning: {onDeparture: Keep}");
            accesses.forget("people");
            at(DAY);
            looks();

            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
            assertThat(conditions()).doesNotContain("Leaving");
        }

        @Test
        void waitForAnAppInWhichNothingMayBeWritten() {
            here.hasApp("wiki", "suspend: {reason: maintenance}");
            accesses.forget("people");
            at(DAY);
            looks();
            after(Duration.ofHours(1));

            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).containsExactly("people in_time under_1d: 1");
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki suspended: 1");
        }
    }

    @Nested
    class InAnAppThatIsSuspended {
        @BeforeEach
        void isThere() {
            world.locks().use(here.locks);
            ada("");
            answers("wiki");
            here.hasApp("wiki", "suspend: {reason: maintenance}");
            accesses.forget("people");
            looks();
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
        }

        @Test
        void showWhatGoesWithALostRole() {
            spec = "{userName: ada}";
            looks();
            after(Duration.ofMinutes(20));
            looks();

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki suspended: 1");
            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 1200");
            restarts();
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki suspended: 1");
        }

        @Test
        void showWhatALockShuts() {
            here.hasLock("out", "{user: {name: ada}}");
            looks();
            after(Duration.ofMinutes(20));

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki suspended: 1");
            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 1200");
        }

        @Test
        void doNotShowWhatStaysAllTheSame() {
            here.hasApp("wiki", "suspend: {reason: maintenance}, deprovisioning: {onUnassigned: Keep}");
            accesses.forget("people");
            spec = "{userName: ada}";
            looks();

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
        }
    }

    @Nested
    class OfTheDeletionOfAUser {
        private static final String PLANNED =
                "{state: Removing, since: \"2026-09-01T00:00:01Z\", conditions: [{type: Ready, status: \"False\", reason: OnlyPlanned}]}";

        private RetainedAccount record(String name, String app, String status) {
            return record("people", name, app, "", status);
        }

        private RetainedAccount record(String namespace, String name, String app, String more, String status) {
            here.hasRetained(
                    namespace,
                    name,
                    "{app: {name: " + app
                            + "}, id: \"7\", tenant: t, externalId: \"1815\", realm: people, user: ada, reason: UserDeleted"
                            + more + "}",
                    status);
            return here.caches.record(namespace, name).orElseThrow();
        }

        private void note(RetainedAccount account) {
            measures.note(account, Optional.empty(), now);
        }

        private void note(RetainedAccount account, Decision decision) {
            measures.note(account, Optional.of(decision), now);
        }

        /** Records of this test were made at this time. */
        private final Instant deleted = Instant.parse("2026-09-01T00:00:00Z");

        @Test
        void countFromItUntilTheLastRecordSaysThatTheAccountIsShut() {
            at(deleted);
            note(record("one", "wiki", "{}"));
            note(record("two", "blog", "{}"));
            after(Duration.ofSeconds(3));
            note(record("one", "wiki", "{state: Retained, since: \"2026-09-01T00:00:03Z\"}"));
            assertThat(told()).isEmpty();
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).containsExactly("people in_time under_5m: 1");

            after(Duration.ofSeconds(2));
            note(record("two", "blog", "{state: Deleted, since: \"2026-09-01T00:00:05Z\"}"));

            assertThat(told()).containsExactly("left in_time PT5S");
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
        }

        @Test
        void goOnAfterARestartOnlyWithWhatNeverWasShut() {
            at(deleted.plus(Duration.ofHours(1)));
            note(record("one", "wiki", "{state: Removing, since: \"2026-09-01T00:00:01Z\"}"));
            note(record("two", "blog", "{state: Retained, since: \"2026-09-01T00:00:02Z\"}"));
            note(record("one", "wiki", "{state: Retained, since: \"2026-09-01T01:00:00Z\"}"));
            assertThat(told()).containsExactly("left in_time PT1H");

            at(deleted.plus(Duration.ofDays(9)));
            note(record("two", "blog", "{state: Removing, since: \"2026-09-09T00:00:02Z\"}"));
            note(record("two", "blog", "{state: Retained, since: \"2026-09-10T00:00:02Z\"}"));
            assertThat(told()).isEmpty();
        }

        @Test
        void tellNothingOfAccountsThatStayOnPurpose() {
            at(deleted);
            note(record("one", "wiki", "{}"));
            note(record("one", "wiki", "{state: Kept, since: \"2026-09-01T00:00:02Z\"}"));

            assertThat(told()).isEmpty();
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
        }

        @Test
        void doNotWaitForAppsInWhichNothingIsWrittenYet() {
            at(deleted);
            var plan = new Decision.Planned(new Decision.Disabled(Why.UserDeleted), false);
            note(record("one", "wiki", "{}"), plan);
            note(record("one", "wiki", PLANNED), plan);
            after(Duration.ofHours(2));

            assertThat(told()).isEmpty();
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
            measures = measures();
            note(record("one", "wiki", PLANNED), plan);
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
        }

        @Test
        void tellOnlyOfTheOtherAppsWhereOneIsNotWrittenToYet() {
            at(deleted);
            var plan = new Decision.Planned(new Decision.Disabled(Why.UserDeleted), false);
            note(record("one", "wiki", "{}"));
            note(record("two", "blog", PLANNED), plan);
            note(record("one", "wiki", "{state: Retained, since: \"2026-09-01T00:00:03Z\"}"));

            assertThat(told()).containsExactly("left in_time PT3S");
        }

        @Test
        void doNotWaitForAccountsThatWereShutBefore() {
            at(deleted.plus(Duration.ofDays(40)));
            var account = record(
                    "people",
                    "one",
                    "wiki",
                    ", endedTime: \"2026-08-01T00:00:00Z\"",
                    "{state: Removing, since: \"2026-09-01T00:00:01Z\"}");
            note(account, new Decision.Absent(Why.UserDeleted));

            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
        }

        @Test
        void doNotWaitForAccountsThatAreShutAndCannotBeDeleted() {
            at(deleted.plus(Duration.ofDays(40)));
            var account = record(
                    "one",
                    "wiki",
                    "{state: Removing, since: \"2026-10-01T00:00:01Z\", purgeTime: \"2026-10-01T00:00:00Z\", endedTime: \"2026-09-01T00:00:03Z\"}");
            note(account, new Decision.Absent(Why.UserDeleted));

            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
        }

        @Test
        void countAccessThatSomebodyGivesBackInTheAppFromThen() {
            at(Instant.parse("2026-09-20T01:00:00Z"));
            var account = record(
                    "one",
                    "wiki",
                    "{state: Removing, since: \"2026-09-20T00:00:00Z\", purgeTime: \"2026-10-01T00:00:00Z\", endedTime: \"2026-09-01T00:00:03Z\"}");
            note(account, new Decision.Disabled(Why.UserDeleted));

            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 3600");
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
        }

        @Test
        void showWhatAnAppThatIsSuspendedKeepsOpen() {
            at(deleted.plus(Duration.ofHours(1)));
            var account = record(
                    "one",
                    "wiki",
                    "{state: Removing, since: \"2026-09-01T00:00:01Z\", conditions: [{type: Ready, status: \"False\", reason: AppSuspended}]}");
            note(account, new Decision.Hold(Why.AppSuspended));

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki suspended: 1");
            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 3600");
        }

        @Test
        void areToldOfWhereThePersonWasAndNotTheApp() {
            at(deleted);
            note(record("platform", "one", "wiki", "", "{}"));
            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).containsExactly("people in_time under_5m: 1");

            note(record("platform", "one", "wiki", "", "{state: Retained, since: \"2026-09-01T00:00:03Z\"}"));

            assertThat(figures.places).containsExactly("people");
        }

        @Test
        void tellNothingOfWhoComesBackBefore() {
            at(deleted);
            var record = record("one", "wiki", "{}");
            note(record);
            here.loses(record);

            assertThat(shown(Gauges.DEPROVISION_UNFINISHED)).isEmpty();
            assertThat(told()).isEmpty();
        }

        @Test
        void countFromTheDepartureOfWhoWasNotOut() {
            ada(", externalId: \"1815\", employments: [{id: main, startTime: \"2026-01-01\"}]");
            answers("wiki");
            told();
            ada(", externalId: \"1815\", employments: [{id: main, startTime: \"2026-01-01\", status: Terminated}]");
            var departed = now;
            after(Duration.ofHours(1));
            measures.deleted(user());
            note(record("one", "wiki", "{}"));
            note(record("one", "wiki", "{state: Retained, since: \"" + departed.plusSeconds(3605) + "\"}"));

            assertThat(told()).containsExactly("left in_time PT1H5S");
        }
    }

    @Nested
    class OfChanges {
        @Test
        void tellOfEachThatAReadConfirmedOnceThatIsStored() {
            ada("");
            assertThat(changes()).isEmpty();
            answers("wiki");
            assertThat(changes()).containsExactly("change in wiki confirmed");
            looks();
            assertThat(changes()).isEmpty();
        }

        @Test
        void tellOfOneThatIsNotConfirmedWithinAnHourOnceAndHow() {
            ada("");
            fails("wiki", Kind.REJECTED);
            after(Duration.ofMinutes(61));
            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).containsExactly("people wiki failed: 1");
            assertThat(changes()).containsExactly("change in wiki failed");
            after(Duration.ofMinutes(61));
            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).containsExactly("people wiki failed: 1");
            assertThat(changes()).isEmpty();

            answers("wiki");

            assertThat(changes()).isEmpty();
            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).isEmpty();
        }

        @Test
        void countWhatIsEditedMeanwhileAsOne() {
            ada("");
            after(Duration.ofMinutes(40));
            ada(", displayName: Ada");
            after(Duration.ofMinutes(40));

            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).containsExactly("people wiki waiting: 1");
            assertThat(changes()).containsExactly("change in wiki waiting");
        }

        @Test
        void tellNothingAgainAfterARestart() {
            ada("");
            fails("wiki", Kind.UNREACHABLE);
            after(Duration.ofMinutes(61));
            measures.show(List.of(), now);
            assertThat(changes()).containsExactly("change in wiki unreachable");
            restarts();

            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).hasSize(1);
            assertThat(changes()).isEmpty();
        }

        @Test
        void showWhatIsToBeTakenUntilItIs() {
            ada("");
            answers("wiki");
            spec = "{userName: ada}";
            looks();
            after(Duration.ofMinutes(20));
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki waiting: 1");
            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 1200");
            fails("wiki", Kind.HELD);
            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).containsExactly("people wiki held: 1");

            answers("wiki");

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).isEmpty();
            assertThat(shown(Gauges.ACCESS_OLDEST)).isEmpty();
        }

        @Test
        void countAnEndFromThenAndNotSinceTheAccountWasInTrouble() {
            ada("");
            answers("wiki");
            ada(", displayName: Ada");
            fails("wiki", Kind.REJECTED);
            after(Duration.ofDays(3));
            spec = "{userName: ada}";
            looks();
            after(Duration.ofMinutes(1));

            assertThat(shown(Gauges.ACCESS_NOT_REVOKED)).hasSize(1);
            assertThat(shown(Gauges.ACCESS_OLDEST)).containsExactly("people wiki: 60");
        }

        @Test
        void saysInWhichNamespacesThereArePeople() {
            ada("");
            measures.show(List.of(), now);

            assertThat(figures.picture.orElseThrow().namespaces()).containsExactly("people");
        }

        @Test
        void areForgottenWithTheirUser() {
            ada("");
            measures.forget(Translate.key(user()));

            after(Duration.ofHours(2));
            assertThat(shown(Gauges.CHANGES_UNCONFIRMED)).isEmpty();
            assertThat(shown(Gauges.PROVISION_UNFINISHED)).isEmpty();
        }
    }
}
