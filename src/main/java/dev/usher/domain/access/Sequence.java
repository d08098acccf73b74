package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of a person's accounts come first: the directory by which people sign on before the apps behind it. Only gaining waits, and only
 * until the app before has answered, be it that it failed, and no longer than {@link #PATIENCE}; what takes access away waits for no other app.
 *
 * @param behind by each app that waits, the one that goes before it
 * @param due the others, in their order
 */
public record Sequence(Map<AppId, AppId> behind, List<AppId> due) {
    /** How long somebody waits for one app to have another one: what can be given is given. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    public Sequence {
        behind = Map.copyOf(behind);
        due = List.copyOf(due);
    }

    /** Of the apps that have not answered to what is decided, or only that they are asked too much. */
    public static Sequence of(
            Map<AppId, Decision> decisions, Collection<AppId> unanswered, Memory memory, Access access, Instant now) {
        var inOrder = unanswered.stream()
                .sorted(Comparator.<AppId>comparingInt(app -> place(app, access))
                        .thenComparing(app -> app))
                .toList();
        var behind = new TreeMap<AppId, AppId>();
        var gained = inOrder.stream()
                .filter(app -> isGained(
                        Optional.ofNullable(decisions.get(app)),
                        memory.accounts().get(app)))
                .toList();
        for (var app : gained) {
            gained.stream()
                    .filter(first -> place(first, access) < place(app, access))
                    .filter(first -> isRecent(memory.accounts().get(first), now))
                    .findFirst()
                    .ifPresent(first -> behind.put(app, first));
        }
        return new Sequence(
                behind, inOrder.stream().filter(app -> !behind.containsKey(app)).toList());
    }

    private static int place(AppId app, Access access) {
        return Optional.ofNullable(access.apps().get(app))
                .map(AppDefinition::priority)
                .orElse(0);
    }

    private static boolean isRecent(@Nullable KnownAccount known, Instant now) {
        return Optional.ofNullable(known)
                .filter(account -> !account.state().isShut())
                .filter(account -> !account.since().plus(PATIENCE).isAfter(now))
                .isEmpty();
    }

    /** Whether Usher makes or enables an account there. */
    private static boolean isGained(Optional<Decision> decision, @Nullable KnownAccount known) {
        return decision.filter(wanted -> wanted instanceof Decision.Want want && want.arrival() == Arrival.CREATED)
                        .isPresent()
                && Optional.ofNullable(known)
                        .filter(account -> account.id().isPresent()
                                && account.state() != AccountState.Pending
                                && !account.state().isShut())
                        .isEmpty();
    }
}
