package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How many accounts of an app stand how, by the statuses of their users and what an inventory found. */
final class AppCounts {
    private static final String KEEP = "Keep";

    private final AppId app;
    private final boolean keeps;
    private final Map<AccountState, Integer> states = all(AccountState.class);
    private final Map<Beyond, Integer> departed = all(Beyond.class);
    private int drifted;
    private int inUse;

    /** Why an account of somebody who departed may be in use. */
    enum Beyond {
        /** It is to be shut, and is not. */
        OPEN,
        /** Somebody declared that it stays. */
        KEPT,
        /** The phase of the app lets nothing be written. */
        OBSERVED
    }

    /**
     * What is there.
     *
     * @param inUse how many accounts somebody can use, as far as is known
     * @param departed those of them whose people departed
     */
    record Counted(Map<AccountState, Integer> states, int drifted, int inUse, Map<Beyond, Integer> departed) {
        Counted {
            states = Map.copyOf(states);
            departed = Map.copyOf(departed);
        }

        TargetAppStatus.Counts counts(int orphaned) {
            return new TargetAppStatus.Counts(
                    in(AccountState.Active),
                    in(AccountState.Disabled),
                    in(AccountState.Failed),
                    in(AccountState.Held),
                    drifted,
                    orphaned,
                    in(AccountState.AwaitingLogin));
        }

        private int in(AccountState state) {
            return states.getOrDefault(state, 0);
        }
    }

    private AppCounts(TargetApp app) {
        this.app = Translate.id(app);
        this.keeps = Optional.ofNullable(app.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.deprovisioning()))
                .filter(terms -> KEEP.equals(terms.onDeparture()))
                .isPresent();
    }

    static Counted of(TargetApp app, Caches caches) {
        var counts = new AppCounts(app);
        caches.usersWith(counts.app).forEach(counts::count);
        caches.retainedIn(counts.app).forEach(counts::count);
        return new Counted(counts.states, counts.drifted, counts.inUse, counts.departed);
    }

    private static <E extends Enum<E>> Map<E, Integer> all(Class<E> type) {
        var counts = new EnumMap<E, Integer>(type);
        for (var constant : type.getEnumConstants()) {
            counts.put(constant, 0);
        }
        return counts;
    }

    private void count(ProvisionedUser user) {
        var state = user.getStatus().lifecycleState();
        for (var entry : user.getStatus().accounts()) {
            if (Recall.id(entry).equals(app)) {
                count(entry, Passages.isOver(state));
            }
        }
    }

    private void count(AccountEntry entry, boolean isDeparted) {
        Translate.constant(AccountState.class, entry.state()).ifPresent(state -> states.merge(state, 1, Integer::sum));
        drifted += Agreements.isDrifted(entry) ? 1 : 0;
        if (isInUse(entry)) {
            inUse++;
            if (isDeparted) {
                departed.merge(beyond(entry), 1, Integer::sum);
            }
        }
    }

    /** One that is held, or whose last attempt failed, is as it was. */
    private static boolean isInUse(AccountEntry entry) {
        return Passages.isInUse(entry)
                && !entry.state().equals(AccountState.Pending.name())
                && entry.endedTime() == null;
    }

    private Beyond beyond(AccountEntry entry) {
        if (Plans.isPlanned(entry)) {
            return Beyond.OBSERVED;
        }
        return keeps ? Beyond.KEPT : Beyond.OPEN;
    }

    private void count(RetainedAccount account) {
        var isKept = Optional.ofNullable(account.getStatus())
                .map(RetainedAccountStatus::state)
                .filter(RetainedStates.Kept.name()::equals)
                .isPresent();
        if (isKept || Leavings.isUsable(account)) {
            inUse++;
            departed.merge(isKept ? Beyond.KEPT : beyond(account), 1, Integer::sum);
        }
    }

    private static Beyond beyond(RetainedAccount account) {
        return Plans.isPlanned(account) ? Beyond.OBSERVED : Beyond.OPEN;
    }
}
