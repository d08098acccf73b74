package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Membership;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an account holds that no role names and nothing explains, where everything in its app is Usher's.
 *
 * <p>Anybody may make a group in the app: one that cannot be read, or refuses to let go, is nobody's trouble but its own.
 */
final class Excess {
    private final AccountWork work;
    private final Applied aim;
    private final RemoteId id;
    private final SortedSet<Entitlement> held = new TreeSet<>();
    private final SortedSet<Entitlement> taken = new TreeSet<>();

    private Excess(AccountWork work, Applied aim, RemoteId id) {
        this.work = work;
        this.aim = aim;
        this.id = id;
    }

    /**
     * What there is of it, as far as that can be told.
     *
     * @param explained what the account is to hold, or may hold
     */
    static Excess of(AccountWork work, Applied aim, Account account, Set<Entitlement> explained) throws AppFailure {
        var excess = new Excess(work, aim, account.id());
        var ours = work.ours();
        if (!ours.isMoreThanNamed(account.entitlements())) {
            return excess;
        }
        for (var entitlement : ours.seeing(account.entitlements(), explained).beyond(ours)) {
            excess.look(entitlement);
        }
        return excess;
    }

    private void look(Entitlement entitlement) throws AppFailure {
        try {
            held.addAll(work.entries(id).held(Set.of(entitlement)));
        } catch (AppFailure e) {
            passOver(e);
        }
    }

    private static void passOver(AppFailure failure) throws AppFailure {
        switch (failure.failure().kind()) {
            case UNREACHABLE, THROTTLED, UNAUTHORIZED, WAITING, INTERNAL -> throw failure;
            default -> {}
        }
    }

    Membership membership() {
        return new Membership(Collections.emptySortedSet(), held);
    }

    /** What of it was taken. */
    Membership taken() {
        return new Membership(Collections.emptySortedSet(), taken);
    }

    /** Takes it within the limits; says how the work ends otherwise, where it is held or something else was decided since. */
    Optional<Done> take() throws AppFailure, LedgerFailure {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        var otherwise = new Clearance(work, aim, false).ofEntitlements(held, id);
        if (otherwise.isPresent()) {
            return otherwise;
        }
        for (var entitlement : held) {
            if (!isLeft(entitlement)) {
                return Optional.of(new Done.Again());
            }
        }
        return Optional.empty();
    }

    /** Whether it may go on to the next one. */
    private boolean isLeft(Entitlement entitlement) throws AppFailure {
        try {
            var one = new Membership(Collections.emptySortedSet(), new TreeSet<>(Set.of(entitlement)));
            if (!work.entries(id).apply(one)) {
                return false;
            }
            taken.add(entitlement);
        } catch (AppFailure e) {
            passOver(e);
        }
        return true;
    }
}
