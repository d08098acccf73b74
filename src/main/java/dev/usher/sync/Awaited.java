package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Correlation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Those of whom it is recorded that an app had no account, while all its accounts pass by: which of these their first logins
 * have made since.
 */
final class Awaited {
    /**
     * Somebody without an account.
     *
     * @param isWanted whether they are to have one
     * @param priority how urgent it is, should they have one
     */
    private record Somebody(Key key, boolean isWanted, Priority priority) {}

    /**
     * What a first login has made.
     *
     * @param priority how urgent it is to look after it
     */
    record Newcomer(RemoteId id, Priority priority) {}

    private final Map<String, List<Somebody>> byExternalId = new HashMap<>();
    private final Map<String, List<Somebody>> byName = new HashMap<>();
    private final Map<Key, Newcomer> found = new HashMap<>();

    /** @param facts what is known of each, as far as that can be had */
    Awaited(LaneContext context, Function<Key, Facts> facts) {
        var now = context.timing().clock().instant();
        for (var key : context.ports().world().awaited(context.app())) {
            if (facts.apply(key) instanceof Facts.OfHolder holder) {
                add(key, holder, context, now);
            }
        }
    }

    private void add(Key key, Facts.OfHolder holder, LaneContext context, Instant now) {
        var app = context.app();
        var known = context.holdings().known(holder, app);
        var sought = holder.userName(app, now)
                .map(name -> new Correlation.Sought(holder.identity().in(app).externalId(), name));
        sought.filter(keys -> known.filter(account -> isRecorded(account, keys, context))
                        .isPresent())
                .ifPresent(keys -> {
                    var decision = holder.decide(app, Holdings.toDecide(known, holder.account(app)), now);
                    var somebody = new Somebody(
                            key,
                            decision.filter(Awaited::isWanted).isPresent(),
                            decision.map(taken -> Priority.of(taken, Optional.of(AccountState.Active)))
                                    .orElse(Priority.CHANGE));
                    byExternalId
                            .computeIfAbsent(keys.externalId(), any -> new ArrayList<>())
                            .add(somebody);
                    byName.computeIfAbsent(folded(keys.userName()), any -> new ArrayList<>())
                            .add(somebody);
                });
    }

    private static boolean isRecorded(KnownAccount account, Correlation.Sought keys, LaneContext context) {
        return (account.state().isNowhere() || account.id().isEmpty())
                && account.state() != AccountState.AppGone
                && account.tenant().equals(Optional.of(context.tenant()))
                && account.takeover().awaited().equals(Optional.of(Aims.awaited(keys, context.digests())));
    }

    private static boolean isWanted(Decision decision) {
        return switch (decision) {
            case Decision.Want want -> true;
            case Decision.Planned plan -> isWanted(plan.would());
            case Decision.Trim trim -> false;
            case Decision.Disabled disabled -> false;
            case Decision.Absent absent -> false;
            case Decision.Hold hold -> false;
        };
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** An account that is nobody's passes by. */
    void sees(Account account) {
        whose(account).ifPresent(somebody -> {
            if (somebody.isWanted() || account.active()) {
                found.putIfAbsent(somebody.key(), new Newcomer(account.id(), somebody.priority()));
            }
        });
    }

    /** Nobody, where it may be one's as well as another's; whoever is to have one goes before whoever is not. */
    private Optional<Somebody> whose(Account account) {
        var byKey = account.externalId().map(byExternalId::get);
        var all = byKey.isPresent()
                ? byKey.get()
                : byName.getOrDefault(folded(account.attributes().userName()), List.of());
        var wanted = all.stream().filter(Somebody::isWanted).toList();
        var meant = wanted.isEmpty() ? all : wanted;
        return meant.size() == 1
                ? Optional.of(meant.getFirst()).filter(one -> byKey.isPresent() || mayTake(account, one))
                : Optional.empty();
    }

    /** One that shows another key is a question to whoever is to have one, and none to whoever is not. */
    private static boolean mayTake(Account account, Somebody one) {
        return one.isWanted() || account.externalId().isEmpty();
    }

    /** The account that each of them has now; of several whoever works on one of them sees all. */
    Map<Key, Newcomer> found() {
        return Map.copyOf(found);
    }
}
