package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Correlation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Those of whom it is recorded that an app had no account, while all its accounts pass by: which of these their first logins
 * have made since.
 */
final class Awaited {
    /**
     * Somebody without an account.
     *
     * @param decision what is decided about it, should there be one
     * @param atHome whether they are declared in the namespace of the app
     */
    private record Somebody(Key key, Correlation.Sought sought, Decision decision, boolean atHome) {
        boolean isWanted() {
            return isWanted(decision);
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

        Newcomer has(Account account, boolean isNew) {
            return new Newcomer(account.id(), Priority.of(decision, Optional.of(AccountState.Active)), isNew);
        }
    }

    /**
     * What a first login has made.
     *
     * @param priority how urgent it is to look after it
     * @param isNew whether no inventory before the one that found it saw it, be it under other keys
     */
    record Newcomer(RemoteId id, Priority priority, boolean isNew) {}

    private final LaneContext context;
    private final Map<String, List<Somebody>> byExternalId = new HashMap<>();
    private final Map<String, List<Somebody>> byName = new HashMap<>();
    private final Map<Key, Newcomer> found = new HashMap<>();

    /** @param facts what is known of each, as far as that can be had */
    Awaited(LaneContext context, Function<Key, Facts> facts) {
        this.context = context;
        for (var key : context.ports().world().awaited(context.app())) {
            if (facts.apply(key) instanceof Facts.OfHolder holder) {
                somebody(key, holder).ifPresent(this::add);
            }
        }
    }

    /** Nobody whose account is left alone: what comes then is nobody's for now. */
    private Optional<Somebody> somebody(Key key, Facts.OfHolder holder) {
        var app = context.app();
        var now = context.timing().clock().instant();
        var known = context.holdings().known(holder, app);
        var sought = holder.userName(app, now)
                .map(name -> new Correlation.Sought(holder.identity().in(app).externalId(), name))
                .filter(keys ->
                        known.filter(account -> isRecorded(account, keys)).isPresent());
        return sought.flatMap(keys -> holder.decide(app, Holdings.toDecide(known, holder.account(app)), now)
                .filter(decision -> !(decision instanceof Decision.Hold))
                .filter(decision -> Somebody.isWanted(decision) || isAtHome(holder))
                .map(decision -> new Somebody(key, keys, decision, isAtHome(holder))));
    }

    /** Nobody of another namespace has a say in which accounts here are theirs. */
    private boolean isAtHome(Facts.OfHolder holder) {
        return holder.identity().realm().equals(context.app().namespace());
    }

    private boolean isRecorded(KnownAccount account, Correlation.Sought keys) {
        return (account.state().isNowhere() || account.id().isEmpty())
                && account.state() != AccountState.AppGone
                && account.tenant().equals(Optional.of(context.tenant()))
                && account.takeover().awaited().equals(Optional.of(Aims.awaited(keys, context.digests())));
    }

    private void add(Somebody somebody) {
        byExternalId
                .computeIfAbsent(somebody.sought().externalId(), any -> new ArrayList<>())
                .add(somebody);
        byName.computeIfAbsent(folded(somebody.sought().userName()), any -> new ArrayList<>())
                .add(somebody);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** An account that is nobody's passes by. */
    void sees(Account account) {
        whose(account)
                .ifPresent(
                        somebody -> found.putIfAbsent(somebody.key(), somebody.has(account, isNew(account, somebody))));
    }

    /** Whoever could give an old account another name would have that of somebody who is awaited. */
    private boolean isNew(Account account, Somebody somebody) {
        return !context.register().saw(account.id()) || context.findings().isNew(somebody.key(), account.id());
    }

    /**
     * Nobody, where it may be one's as well as another's; whoever is at home goes before whoever is not, whatever other namespaces
     * declare, and then whoever is to have one before whoever is not.
     *
     * <p>What speaks against it is a question to whoever is to have one, and none to whoever is not.
     */
    private Optional<Somebody> whose(Account account) {
        var all = account.externalId()
                .map(byExternalId::get)
                .orElseGet(() -> byName.getOrDefault(folded(account.attributes().userName()), List.of()));
        var near = preferred(all, Somebody::atHome);
        return Optional.of(preferred(near, Somebody::isWanted))
                .filter(some -> some.size() == 1)
                .map(List::getFirst)
                .filter(one -> one.isWanted() || mayEnd(account, one));
    }

    private static List<Somebody> preferred(List<Somebody> all, Predicate<Somebody> first) {
        var some = all.stream().filter(first).toList();
        return some.isEmpty() ? all : some;
    }

    private boolean mayEnd(Account account, Somebody one) {
        return isNew(account, one) && context.upkeep().correlation().takesNew(account, one.sought());
    }

    /** The account that each of them has now; of several whoever works on one of them sees all. */
    Map<Key, Newcomer> found() {
        return Map.copyOf(found);
    }
}
