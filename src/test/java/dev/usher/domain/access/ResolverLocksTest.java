package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Reach;
import dev.usher.domain.person.Term;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lock comes before, one test for each: it gives way to nothing but whether the app may be written to. */
class ResolverLocksTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());
    private static final Optional<Decision> LOCKED = Optional.of(Decision.Disabled.by(List.of(LOCK)));

    private final LifecycleQuestion ada = new LifecycleQuestion();

    @BeforeEach
    void adaHasAccounts() {
        ada.hasAccount("github", AccountState.Active)
                .hasAccount("jira", AccountState.Active)
                .isLockedBy(LOCK);
    }

    private void locksGithub(Job... jobs) {
        assertThat(decided(ada.resolve(jobs), "github")).isEqualTo(LOCKED);
    }

    @Test
    void disablesEveryAccountAndTakesNoRoleAndNoGroup() {
        var locked = ada.passes(job("main"));

        assertThat(locked.apps())
                .isEqualTo(Map.of(
                        app("github"),
                        Decision.Disabled.by(List.of(LOCK)),
                        app("jira"),
                        Decision.Disabled.by(List.of(LOCK))));
        assertThat(locked.state()).isEqualTo(LifecycleState.Locked);
        assertThat(Why.Locked.takesEntitlements()).isFalse();
        assertThat(locked.next().roles()).containsOnlyKeys(Company.role("analyst"));
        assertThat(locked.problems())
                .contains(new Problem(Problem.Kind.Locked, "case-7 shuts this user out of everything"));
    }

    @Test
    void makesNoAccount() {
        var newcomer = new LifecycleQuestion().isLockedBy(LOCK);

        assertThat(newcomer.resolve(job("main")).apps()).isEmpty();
    }

    @Test
    void shutsNoAppThatItDoesNotName() {
        ada.isLockedBy(new Lock(Company.NAMESPACE, "case-7", Set.of(app("github")), Optional.empty()));

        var resolution = ada.resolve(job("main"));

        assertThat(decided(resolution, "github")).isEqualTo(LOCKED);
        assertThat(decided(resolution, "jira")).containsInstanceOf(Decision.Want.class);
        assertThat(resolution.state()).isEqualTo(LifecycleState.Active);
        assertThat(resolution.problems())
                .contains(new Problem(Problem.Kind.Locked, "case-7 shuts this user out of github"));
    }

    @Test
    void shutsEveryAppButThoseThatItSpares() {
        ada.isLockedBy(new Lock(
                Company.NAMESPACE,
                "case-7",
                "case-7",
                new Reach(Set.of(), Set.of(app("github"))),
                new Term(Optional.empty(), Optional.empty()),
                false));

        var resolution = ada.resolve(job("main"));

        assertThat(decided(resolution, "github")).containsInstanceOf(Decision.Want.class);
        assertThat(decided(resolution, "jira")).isEqualTo(LOCKED);
        assertThat(resolution.state()).isEqualTo(LifecycleState.Active);
        assertThat(resolution.problems())
                .contains(new Problem(Problem.Kind.Locked, "case-7 shuts this user out of everything but github"));
    }

    @Test
    void endsAtItsTimeAndGivesBackWhatIsDueThen() {
        var end = Instant.parse("2026-09-15T13:00:00Z");
        ada.isLockedBy(new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.of(end)));

        var before = ada.passes(job("main"));
        var after = ada.at("2026-09-15T13:00:00Z").passes(job("main"));

        assertThat(before.nextTransition()).contains(new Transition(end, Transition.What.LockEnds));
        assertThat(decided(before, "github")).isEqualTo(LOCKED);
        assertThat(decided(after, "github"))
                .isEqualTo(decided(
                        new LifecycleQuestion()
                                .hasAccount("github", AccountState.Active)
                                .at("2026-09-15T13:00:00Z")
                                .resolve(job("main")),
                        "github"));
        assertThat(after.state()).isEqualTo(LifecycleState.Active);
    }

    @Test
    void beginsAtItsTimeAndNothingThatIsShownAnnouncesIt() {
        var begin = Instant.parse("2026-09-15T13:00:00Z");
        ada.isLockedBy(
                new Lock(Company.NAMESPACE, "case-7", "7", Set.of(), new Term(Optional.of(begin), Optional.empty())));

        var before = ada.resolve(job("main"));
        var after = ada.at("2026-09-15T13:00:00Z").resolve(job("main"));

        assertThat(before.nextTransition()).contains(new Transition(begin, Transition.What.LockStarts, true));
        assertThat(before.shownTransition()).isEmpty();
        assertThat(before.problems()).extracting(Problem::kind).doesNotContain(Problem.Kind.Locked);
        assertThat(decided(before, "github")).containsInstanceOf(Decision.Want.class);
        assertThat(decided(after, "github")).containsInstanceOf(Decision.Disabled.class);
        assertThat(after.state()).isEqualTo(LifecycleState.Locked);
    }

    @Test
    void holdsAsLongAsOneOfSeveralDoes() {
        var over = new Lock(Company.NAMESPACE, "case-6", Set.of(), Optional.of(Instant.EPOCH));

        assertThat(decided(ada.isLockedBy(over, LOCK).resolve(job("main")), "github"))
                .isEqualTo(LOCKED);
        assertThat(decided(ada.isLockedBy(over).resolve(job("main")), "github"))
                .containsInstanceOf(Decision.Want.class);
    }

    @Test
    void goesBeforeADepartureWhoseDeletionIsDueWhichWaitsForItsEnd() {
        ada.hasApp("github", leaving(Reaction.Delete, Duration.ZERO), Duration.ZERO);
        var left = job("main").is(Status.Terminated).until("2026-09-01");

        locksGithub(left);
        assertThat(ada.resolve(left).state()).isEqualTo(LifecycleState.Departed);
        assertThat(decided(ada.isLockedBy().resolve(left), "github")).contains(new Decision.Absent(Why.Departed));
    }

    @Test
    void goesBeforeADepartureThatKeepsTheAccount() {
        ada.hasApp("github", leaving(Reaction.Keep, MONTH), Duration.ZERO);

        locksGithub(job("main").is(Status.Terminated).until("2026-09-01"));
    }

    @Test
    void goesBeforeALeaveThatKeepsTheAccount() {
        ada.hasApp("github", new Deprovisioning(Reaction.Keep, Reaction.Keep, Reaction.Disable, MONTH), Duration.ZERO);

        locksGithub(job("main").is(Status.OnLeave));
        locksGithub(job("main").is(Status.Suspended));
    }

    @Test
    void goesBeforeAStartThatHasNotCome() {
        locksGithub(job("main").from("2027-01-01"));
    }

    @Test
    void goesBeforeAnAppThatKeepsWhatNoRoleGives() {
        ada.hasApp(
                        "github",
                        new Deprovisioning(Reaction.Keep, Reaction.Disable, Reaction.Disable, Reaction.Disable, MONTH),
                        Duration.ZERO)
                .asksForNoRole();

        locksGithub(job("main"));
    }

    @Test
    void goesBeforeARoleThatCannotBeRead() {
        ada.passes(job("main"));
        ada.company.losesRole("analyst");

        locksGithub(job("main"));
    }

    @Test
    void goesBeforeWhatHasToBeMendedFirst() {
        ada.has(new Problem(Problem.Kind.DuplicateUserName, "bob"));

        locksGithub(job("main"));
    }

    @Test
    void goesBeforeAnEmploymentThatVanished() {
        ada.isLockedBy().passes(job("main"), job("second"));
        ada.isLockedBy(LOCK);

        locksGithub(job("second"));
    }

    @Test
    void goesBeforeTheWishThatNothingIsChangedAboutTheUser() {
        ada.paused();

        locksGithub(job("main"));
    }

    @Test
    void goesBeforeAPersonWhoIsNotThere() {
        ada.main = new Main.Missing("ada");

        locksGithub(job("main"));
    }

    @Test
    void givesWayToAnAppThatNothingMayBeWrittenTo() {
        ada.company.suspends("github", Optional.empty());

        assertThat(decided(ada.resolve(job("main")), "github")).contains(new Decision.Hold(Why.AppSuspended));
        assertThat(decided(ada.resolve(job("main")), "jira")).isEqualTo(LOCKED);
    }

    @Test
    void givesWayToAnAppThatIsGone() {
        ada.hasAccount("wiki", AccountState.Active);

        assertThat(decided(ada.resolve(job("main")), "wiki")).contains(new Decision.Hold(Why.AppGone));
    }

    private static Deprovisioning leaving(Reaction reaction, Duration retention) {
        return new Deprovisioning(Reaction.Disable, Reaction.Disable, reaction, retention);
    }
}
