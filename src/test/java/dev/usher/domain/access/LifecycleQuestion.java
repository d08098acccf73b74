package dev.usher.domain.access;

import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Company.tenant;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.Workday;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is decided for Ada, who has the role analyst in github and jira, while her life goes on. */
final class LifecycleQuestion {
    static final Instant NOW = Question.NOW;
    static final Attributes PROFILE = Attributes.of(
            Map.of(Attributes.USER_NAME, "ada", Attributes.DISPLAY_NAME, "Ada", Attributes.DEPARTMENT, "Computing"));

    final Company company = new Company()
            .hasApp("github")
            .hasApp("jira")
            .hasRole(
                    "analyst",
                    List.of(),
                    new Grant(Company.app("github"), Company.groups("analysts")),
                    new Grant(Company.app("jira"), Company.groups("users")));

    Memory memory = Memory.NONE;
    Instant now = NOW;
    Main main = new Main.Own();

    private List<Problem> taken = List.of();
    private Optional<Pause> pause = Optional.empty();
    private Optional<Policy.Forget> forget = Optional.empty();
    private boolean dataIsBack;
    private List<Lock> locks = List.of();
    private List<Hold> holds = List.of();
    private Duration longAbsence = Policy.LONG_ABSENCE;
    private Asked asked = Asked.of(roles("analyst").stream());

    LifecycleQuestion hasApp(String name, Deprovisioning deprovisioning, Duration lead) {
        company.hasApp(name, deprovisioning, lead);
        return this;
    }

    /** Accounts are made so long before a start. */
    LifecycleQuestion lead(String name, Duration lead) {
        return hasApp(name, Deprovisioning.STANDARD, lead);
    }

    LifecycleQuestion asksForNoRole() {
        return asksFor();
    }

    LifecycleQuestion asksFor(String... some) {
        return asksFor(Asked.of(roles(some).stream()));
    }

    LifecycleQuestion asksFor(Asked some) {
        asked = some;
        return this;
    }

    /** A shorter absence brings roles that were given by hand back. */
    LifecycleQuestion longAbsence(Duration absence) {
        longAbsence = absence;
        return this;
    }

    LifecycleQuestion paused() {
        pause = Optional.of(new Pause(Optional.empty()));
        return this;
    }

    LifecycleQuestion pausedUntil(String moment) {
        pause = Optional.of(new Pause(Moment.parse(moment)));
        return this;
    }

    LifecycleQuestion has(Problem problem) {
        taken = List.of(problem);
        return this;
    }

    LifecycleQuestion isLockedBy(Lock... some) {
        locks = List.of(some);
        return this;
    }

    LifecycleQuestion isHeldBy(Hold... some) {
        holds = List.of(some);
        return this;
    }

    LifecycleQuestion hasNoProblem() {
        taken = List.of();
        return this;
    }

    LifecycleQuestion forgetsAfter(Duration after) {
        forget = Optional.of(new Policy.Forget(after, Policy.Forget.How.Delete));
        return this;
    }

    LifecycleQuestion isEmptiedAfter(Duration after) {
        forget = Optional.of(new Policy.Forget(after, Policy.Forget.How.Empty));
        return this;
    }

    /** What was forgotten is there again. */
    LifecycleQuestion hasDataAgain() {
        dataIsBack = true;
        return this;
    }

    /** What is remembered once the resource was emptied. */
    LifecycleQuestion isEmptied() {
        memory = memory.forgotten(now);
        return this;
    }

    LifecycleQuestion hasAccount(String name, AccountState state) {
        return hasAccount(name, state, Optional.of(new RemoteId("id in " + name)), false);
    }

    /** One that was made ahead of a start and that nobody has used. */
    LifecycleQuestion hasPreparedAccount(String name, AccountState state) {
        return hasAccount(name, state, Optional.of(new RemoteId("id in " + name)), true);
    }

    /** One whose create was sent, and whose answer is unknown. */
    LifecycleQuestion hasClaimedAccount(String name) {
        return hasAccount(name, AccountState.Pending, Optional.empty(), false);
    }

    private LifecycleQuestion hasAccount(String name, AccountState state, Optional<RemoteId> id, boolean prepared) {
        memory = memory.with(
                Company.app(name),
                new KnownAccount(id, Optional.of(tenant(name)), state, Optional.empty(), NOW, prepared));
        return this;
    }

    LifecycleQuestion at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    Resolution resolve(Job... jobs) {
        var person = new Person(
                Company.NAMESPACE,
                "ada",
                PersonType.Employee,
                new Identity(Company.NAMESPACE, "1815"),
                PROFILE,
                Job.entries(jobs),
                Workday.WHOLE_DAYS_IN_UTC,
                pause,
                Instant.EPOCH);
        return Resolver.resolve(
                person,
                new Surroundings(Duties.NONE, main, Optional.empty(), List.of(), taken, forget, dataIsBack, longAbsence)
                        .lockedBy(locks)
                        .heldBy(holds),
                asked,
                company.access(),
                memory,
                now);
    }

    /** Resolves, and remembers what a status would. */
    Resolution passes(Job... jobs) {
        var resolution = resolve(jobs);
        memory = resolution.next();
        return resolution;
    }

    /** Empty where nothing is due. */
    static Optional<Decision> decided(Resolution resolution, String name) {
        return Optional.ofNullable(resolution.apps().get(Company.app(name)));
    }
}
