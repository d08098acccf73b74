package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of accounts whose person is away or gone, or is not given the app any more, by the policy of the app. */
final class Endings {
    private final Life life;
    private final Memory memory;
    private final Instant now;
    private final Preservation preservation;
    private final Map<AppId, Instant> unassigned = new HashMap<>();
    private final List<Transition> transitions;
    private final List<AppId> preserved = new ArrayList<>(0);

    /** @param transitions to which is added when time alone ends an account */
    Endings(Life life, Memory memory, Preservation preservation, List<Transition> transitions, Instant now) {
        this.life = life;
        this.memory = memory;
        this.preservation = preservation;
        this.transitions = transitions;
        this.now = now;
    }

    /** Since when accounts are unassigned. */
    Map<AppId, Instant> unassigned() {
        return unassigned;
    }

    /** Whether somebody has an account that would be deleted by now, and is kept. */
    boolean arePreserving() {
        return !preserved.isEmpty();
    }

    /** They should know that; not by whom. */
    List<Problem> preserved(String home) {
        return preserved.stream()
                .distinct()
                .sorted()
                .map(app -> new Problem(Problem.Kind.HeldByPolicy, app.seenFrom(home)))
                .toList();
    }

    /** Whoever is given an app again, or departs, is not counted as without it any more; what cannot be told leaves the count. */
    void follow(AppQuestion asked) {
        var since = memory.unassigned().get(asked.app());
        if (since != null && !asked.isAssigned() && life.state() != LifecycleState.Departed) {
            unassigned.put(asked.app(), since);
        }
    }

    Decision unassigned(AppQuestion asked, KnownAccount account, AppDefinition app) {
        return switch (app.deprovisioning().onUnassigned()) {
            case Keep -> {
                // Should the app delete such accounts one day, they are to be retained from then on.
                unassigned.remove(asked.app());
                yield kept(asked, account);
            }
            case Disable -> {
                count(asked);
                yield new Decision.Disabled(Why.Unassigned);
            }
            case Delete -> {
                count(asked);
                var isFinal = !asked.isOpen() || account.state() == AccountState.Deleted;
                var since = Optional.ofNullable(unassigned.get(asked.app()));
                yield isFinal ? deleted(account, app, since, Why.Unassigned) : new Decision.Disabled(Why.Unassigned);
            }
        };
    }

    private void count(AppQuestion asked) {
        if (!asked.isOpen()) {
            unassigned.putIfAbsent(asked.app(), now);
        }
    }

    private static Decision kept(AppQuestion asked, KnownAccount account) {
        return account.id().isPresent()
                ? new Decision.Trim(asked.untouched(Set.of()), Why.KeptUnassigned)
                : new Decision.Hold(Why.KeptUnassigned);
    }

    /** One that was made ahead of the start and that nobody has used is unassigned before it, too. */
    Decision notStarted(AppQuestion asked, KnownAccount account, AppDefinition app) {
        var isPlain = app.deprovisioning().onUnassigned() == Reaction.Disable;
        return account.prepared() && asked.isUnassigned() && !isPlain
                ? unassigned(asked, account, app)
                : new Decision.Disabled(Why.NotStarted);
    }

    Decision away(KnownAccount account, AppDefinition app, Reaction reaction, Why why) {
        return reaction == Reaction.Delete ? deleted(account, app, awaySince(), why) : new Decision.Disabled(why);
    }

    /** Since it was first seen, and not since its date: a leave that is entered late must not cost an account at once. */
    Optional<Instant> awaySince() {
        return switch (life.state()) {
            case OnLeave, Suspended -> {
                var seen = memory.awayAt().orElse(now);
                yield Optional.of(life.awaySince().filter(seen::isBefore).orElse(seen));
            }
            case Planned, PreProvisioned, Active, Locked, Departed, Purged -> Optional.empty();
        };
    }

    Decision departed(KnownAccount account, AppDefinition app) {
        if (life.withdrawn() && (account.prepared() || account.state() == AccountState.Deleted)) {
            return deleted(app, Optional.of(now), Why.Withdrawn);
        }
        var why = life.missing() ? Why.Missing : Why.Departed;
        return switch (app.deprovisioning().onDeparture()) {
            case Disable -> new Decision.Disabled(why);
            case Keep -> new Decision.Hold(Why.KeptByPolicy);
            case Delete -> deleted(account, app, life.departedAt(), why);
        };
    }

    /** Disabled at once, and deleted once it was retained for as long as the app demands. */
    private Decision deleted(KnownAccount account, AppDefinition app, Optional<Instant> since, Why why) {
        var retention = app.deprovisioning().retention();
        var isDue = retention.isZero() || account.state() == AccountState.Deleted;
        return deleted(app, isDue ? Optional.of(now) : since.map(instant -> instant.plus(retention)), why);
    }

    /** What is held stays disabled until nothing holds it any more. */
    private Decision deleted(AppDefinition app, Optional<Instant> due, Why why) {
        var free = due.flatMap(instant -> preservation.puttingOff(app.id(), instant));
        if (free.filter(instant -> !instant.isAfter(now)).isPresent()) {
            return new Decision.Absent(why);
        }
        due.filter(instant -> !instant.isAfter(now)).ifPresent(any -> preserved.add(app.id()));
        due.flatMap(instant -> preservation.shown(app.id(), instant, now))
                .ifPresent(instant -> transitions.add(new Transition(instant, Transition.What.RetentionEnds)));
        return new Decision.Disabled(why);
    }
}
