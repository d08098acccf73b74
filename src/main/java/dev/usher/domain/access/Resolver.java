package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Quality;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Resolves a person and the access that is declared into one decision per app. Pure: equal arguments, equal answers. */
public final class Resolver {
    private final Person person;
    private final Surroundings around;
    private final Access access;
    private final Memory memory;
    private final Instant now;
    private final Life life;
    private final Quality quality;
    private final Portrait portrait;
    private final Endings endings;
    private final boolean paused;
    private final Lockout lockout;
    private final Phasing phasing;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();

    private Resolver(Person person, Surroundings around, Access access, Memory memory, Instant now) {
        this.person = person;
        this.around = around.pinnedTo(memory.person());
        this.access = access;
        this.memory = memory;
        this.now = now;
        this.life = life();
        this.quality = new Quality(person, this.around, life, now);
        this.portrait = new Portrait(person, life, around, access, memory, now);
        this.endings = new Endings(life, memory, new Preservation(around.holds()), transitions, now);
        this.paused = person.pause()
                .filter(pause -> pause.holdsAt(now, person.workday()))
                .isPresent();
        this.lockout = Lockout.at(around.locks(), now);
        this.phasing = new Phasing(person, life, access, now);
    }

    /**
     * What should be, now.
     *
     * @param asked the roles that the user resource asks for, and what the person has besides
     * @param memory what the resolution before this one left, with all accounts that are known to be this person's
     */
    public static Resolution resolve(
            Person person, Surroundings around, Asked asked, Access access, Memory memory, Instant now) {
        return new Resolver(person, around, access, memory, now).resolve(asked);
    }

    private Life life() {
        return Life.at(person.career(memory.employments(), memory.departedAt()), around.main(), now);
    }

    private Resolution resolve(Asked asked) {
        problems.addAll(quality.problems());
        // A departure is decided before any role is looked at, so that no broken role can stop it.
        var truths = hasDeparted() ? Truths.NONE : truths(person, life, access, now);
        problems.addAll(quality.judged(access.quality(), truths));
        var here = new Circumstances(person, around, person.profileIn(life.leading()), access, memory, now);
        var roles = hasDeparted()
                ? EffectiveRoles.none(asked, life.departedAt().orElse(now), memory)
                : EffectiveRoles.of(asked, truths, here);
        problems.addAll(roles.problems());
        transitions.addAll(roles.transitions());
        var granted = Granted.by(
                roles.held().keySet(), access, memory.accounts(), asked.links().none());
        granted.problems(person.namespace()).forEach(problems::add);
        var remembered = roles.toRemember(memory);
        var owed = Owed.of(memory, access, remembered.keySet(), granted);
        var doubt = Doubt.of(roles, access, memory, owed);
        var frozen = isFrozen();

        var apps = new HashMap<AppId, Decision>();
        for (var app : granted.concerned(memory.accounts())) {
            var settings = Settings.in(app, roles, doubt, access);
            var before = asked.links().in(app, memory);
            var question = new AppQuestion(app, granted.in(app), settings, scope(app, truths), doubt, frozen, before);
            var decision = decide(question);
            if (decision.isPresent()) {
                apps.put(app, phasing.limit(app, decision.get().under(terms(app, owed.getOrDefault(app, Set.of())))));
            }
        }
        lookAhead(asked);
        if (!lockout.isNone()) {
            problems.addAll(lockout.said(person.namespace()));
        }
        var next = next(roles, remembered, owed);
        var forgets = forgets(next);
        var state = state(apps, next);
        return new Resolution(
                state, paused, forgets, apps, next, transitions, problems, roles.refused(), roles.excepted(), lockout);
    }

    /** What time alone will change, and what it would were it not held. */
    private void lookAhead(Asked asked) {
        // Everybody is asked about, and few are locked.
        if (!around.locks().isEmpty()) {
            around.locks().forEach(lock -> transitions.addAll(lock.term().aheadAt(now)));
        }
        if (!asked.exclusions().isEmpty()) {
            asked.exclusions().forEach(one -> transitions.addAll(one.term().aheadAt(now)));
        }
        if (endings.arePreserving()) {
            problems.addAll(endings.preserved(person.namespace()));
        }
        transitions.addAll(life.ahead());
        Consumer<Transition> ahead = transitions::add;
        quality.warningAhead().ifPresent(ahead);
        pauseEnds().ifPresent(ahead);
        dayBegins().ifPresent(ahead);
    }

    private EntitlementTerms terms(AppId app, Set<Entitlement> owed) {
        return owed.isEmpty()
                ? access.terms(app)
                : access.terms(app).owing(Owed.beyond(owed, access.ours(app).named()));
    }

    private boolean forgets(Memory next) {
        var oblivion = Oblivion.of(person, around, life, next, now);
        oblivion.problem().ifPresent(problems::add);
        oblivion.due().ifPresent(due -> transitions.add(new Transition(due, Transition.What.Forget)));
        return oblivion.now();
    }

    /** Whether the app is for this person. */
    private Truth scope(AppId app, Truths truths) {
        var definition = access.apps().get(app);
        return definition == null
                ? Truth.YES
                : definition.users().map(truths::of).orElse(Truth.YES);
    }

    private boolean hasDeparted() {
        return life.state() == LifecycleState.Departed;
    }

    private boolean isFrozen() {
        for (var problem : problems) {
            if (problem.effect() == Problem.Effect.FREEZES) {
                return true;
            }
        }
        return paused;
    }

    /** What the rules of a namespace say of somebody whose life is known. */
    public static Truths truths(Person person, Life life, Access access, Instant now) {
        return access.asksRules() ? access.judge().about(person.subject(life, now)) : Truths.NONE;
    }

    private Optional<Transition> dayBegins() {
        return hasDeparted() || !access.judge().asksForTheDay()
                ? Optional.empty()
                : Optional.of(new Transition(person.workday().midnightAfter(now), Transition.What.DayBegins));
    }

    private Optional<Transition> pauseEnds() {
        return person.pause()
                .flatMap(pause -> pause.end(person.workday()))
                .filter(now::isBefore)
                .map(end -> new Transition(end, Transition.What.SuspendEnds));
    }

    private Optional<Decision> decide(AppQuestion asked) {
        endings.follow(asked);
        if (asked.before().ignored()) {
            problems.add(
                    new Problem(Problem.Kind.AccountLinkIgnored, asked.app().seenFrom(person.namespace())));
        }
        var known = Optional.ofNullable(memory.accounts().get(asked.app()));
        var definition = access.apps().get(asked.app());
        if (definition == null) {
            if (asked.granted().isPresent()) {
                problems.add(new Problem(Problem.Kind.AppNotFound, asked.app().seenFrom(person.namespace())));
            }
            return known.map(account -> new Decision.Hold(Why.AppGone));
        }
        if (definition.isPausedAt(now)) {
            definition
                    .pauseEnd(now)
                    .ifPresent(end -> transitions.add(new Transition(end, Transition.What.SuspendEnds)));
            return known.isEmpty() && (asked.granted().isEmpty() || asked.scope() == Truth.NO)
                    ? Optional.empty()
                    : Optional.of(new Decision.Hold(Why.AppSuspended));
        }
        if (lockout.shuts(asked.app())) {
            return known.map(account -> definition.lockedBy(lockout.of(asked.app())));
        }
        if (hasDeparted()) {
            return known.map(account -> endings.departed(account, definition));
        }
        if (around.main().isGone()) {
            return known.map(account -> new Decision.Disabled(Why.WithoutPerson));
        }
        return switch (life.state()) {
            case Planned, PreProvisioned -> planned(asked, known, definition);
            case OnLeave -> away(asked, known, definition, Why.OnLeave);
            case Suspended -> away(asked, known, definition, Why.Suspended);
            case Active, Locked, Departed, Purged -> active(asked, known, definition);
        };
    }

    private Optional<Decision> active(AppQuestion asked, Optional<KnownAccount> known, AppDefinition app) {
        if (asked.isUnassigned()) {
            return known.map(account -> endings.unassigned(asked, account, app));
        }
        if (asked.granted().isEmpty()) {
            return known.map(account -> new Decision.Hold(Why.UnknownRole));
        }
        return want(asked, true).or(() -> left(asked, asked.granted().get(), known));
    }

    private Optional<Decision> left(
            AppQuestion asked, SortedSet<Entitlement> entitlements, Optional<KnownAccount> known) {
        if (asked.scope() == Truth.UNKNOWN && known.isPresent()) {
            problems.add(new Problem(Problem.Kind.ScopeUnknown, asked.app().name()));
        }
        return known.map(account -> account.id().isPresent()
                ? new Decision.Trim(union(entitlements, asked.untouched(entitlements)), Why.Frozen)
                : new Decision.Hold(Why.Frozen));
    }

    /** Ahead of the start the account is made, and is enabled at the start; one that is not announced stays unseen. */
    private Optional<Decision> planned(AppQuestion asked, Optional<KnownAccount> known, AppDefinition app) {
        var from = life.start().filter(start -> !start.confidential()).flatMap(start -> app.ahead(start.time()));
        if (asked.granted().isPresent() && asked.scope() == Truth.YES) {
            from.filter(now::isBefore)
                    .ifPresent(time -> transitions.add(new Transition(time, Transition.What.PreProvision)));
        }
        return from.filter(time -> !time.isAfter(now))
                .flatMap(time -> want(asked, false))
                .or(() -> known.map(account -> endings.notStarted(asked, account, app)));
    }

    private Optional<Decision> away(AppQuestion asked, Optional<KnownAccount> known, AppDefinition app, Why why) {
        var policy = app.deprovisioning();
        var reaction = why == Why.OnLeave ? policy.onLeave() : policy.onSuspension();
        return reaction == Reaction.Keep
                ? active(asked, known, app)
                : known.map(account -> endings.away(account, app, reaction, why));
    }

    /** Empty where nothing may be added or changed. */
    private Optional<Decision> want(AppQuestion asked, boolean enabled) {
        if (asked.frozen() || asked.scope() != Truth.YES || asked.granted().isEmpty()) {
            return Optional.empty();
        }
        var entitlements = asked.granted().get();
        var sketch = portrait.in(asked.app(), asked.settings(), entitlements, enabled);
        problems.addAll(sketch.problems());
        return sketch.desired().isEmpty()
                ? Optional.empty()
                : Optional.of(new Decision.Want(
                        sketch.desired().get(),
                        asked.untouched(entitlements),
                        asked.before().link(),
                        EntitlementTerms.STANDARD,
                        Arrival.in(asked.app(), access, memory)));
    }

    private Memory next(EffectiveRoles roles, Map<RoleKey, Held> remembered, Map<AppId, Set<Entitlement>> owed) {
        var accounts = memory.accounts();
        var purged = hasDeparted()
                && accounts.values().stream().allMatch(account -> account.state() == AccountState.Deleted);
        var purgedAt = purged ? Optional.of(memory.purgedAt().orElse(now)) : Optional.<Instant>empty();
        var forgottenAt = purgedAt.flatMap(any -> memory.forgottenAt());
        return new Memory(
                around.main().pin(memory.person()),
                remembered,
                roles.assignments(),
                life.seen(),
                endings.awaySince(),
                life.departedAt(),
                purgedAt,
                forgottenAt,
                accounts,
                endings.unassigned(),
                owed);
    }

    private LifecycleState state(Map<AppId, Decision> apps, Memory next) {
        if (next.purgedAt().isPresent()) {
            return LifecycleState.Purged;
        }
        if (lockout.isTotal() && !hasDeparted()) {
            return LifecycleState.Locked;
        }
        var prepared = apps.values().stream()
                .anyMatch(decision -> decision instanceof Decision.Want want
                        && !(want.isAwaited() || want.account().enabled()));
        return prepared ? LifecycleState.PreProvisioned : life.state();
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        if (some.containsAll(others)) {
            return some;
        }
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
