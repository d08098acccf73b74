package dev.usher.sync;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Passwords that lie where nobody needs them any more, and what is noted in the ledger although a status says it by now. */
record Leftovers(LaneBook book, Handout handout, Clock clock) {
    /** So many at a time: whoever does it has an app to look after. */
    private static final int MOST = 256;

    /** After so many that cannot be taken away the next look goes on, with others. */
    private static final int MOST_IN_VAIN = 3;

    /** Takes away what has lain long enough; what cannot be taken away now, or not be noted, is at a later look. */
    void takeAway(World world) {
        try {
            takeAway(left(any -> true));
            forgetRecorded(world);
        } catch (LedgerFailure e) {
            warn(e);
        }
    }

    /** The same of these people alone. */
    void takeAway(Set<Identity> whose) throws LedgerFailure {
        takeAway(left(whose::contains));
    }

    private Map<Identity, DueCredential> left(Predicate<Identity> whose) throws LedgerFailure {
        return book.page().credentials().entrySet().stream()
                .filter(due -> whose.test(due.getKey())
                        && due.getValue().leftover(clock.instant()).isPresent())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whatever lies there, since its app is declared no more; where the ledger does not say, it stays with its user. */
    void takeAllAway() {
        for (var due : book.loaded().map(Page::credentials).orElse(Map.of()).values()) {
            try {
                drop(due);
            } catch (Handout.NotKept e) {
                warn(e);
            }
        }
    }

    private void drop(DueCredential due) throws Handout.NotKept {
        for (var one : due.lying().stream().toList()) {
            handout.drop(one.place(), one.occasion());
        }
    }

    /**
     * What is due is said by the status of whoever was shut out, and what was given by that of whoever is in: the ledger need not remember
     * everybody who ever came and left.
     */
    private void forgetRecorded(World world) throws LedgerFailure {
        var recorded = new HashMap<Identity, DueCredential>();
        book.page().credentials().forEach((identity, due) -> {
            if (due.lying().isEmpty() && isRecorded(due, world.recorded(book.app(), identity))) {
                recorded.put(identity, due);
            }
        });
        if (!recorded.isEmpty()) {
            book.edit(page -> page.withoutCredentials(recorded));
        }
    }

    private static boolean isRecorded(DueCredential due, List<KnownAccount> recorded) {
        var there = recorded.stream()
                .filter(account -> account.state() != AccountState.Deleted)
                .toList();
        return due.given()
                ? there.stream().noneMatch(account -> isStillLetIn(account, due))
                : !there.isEmpty() && there.stream().allMatch(account -> isRenewedAfter(account, due));
    }

    /** A word from before it was given, by which it would be given once more. */
    private static boolean isStillLetIn(KnownAccount account, DueCredential given) {
        return account.prepared()
                || account.takeover().open()
                || account.ended()
                        .filter(end -> !given.since().isBefore(end.since()))
                        .isPresent();
    }

    private static boolean isRenewedAfter(KnownAccount account, DueCredential due) {
        return account.ended()
                .filter(end -> end.renewed() && due.since().isBefore(end.since()))
                .isPresent();
    }

    private void takeAway(Map<Identity, DueCredential> left) throws LedgerFailure {
        var order = new ArrayList<>(left.entrySet());
        // Those that cannot be taken away must not be all that is ever tried.
        Collections.shuffle(order);
        var gone = new HashMap<Identity, DueCredential>();
        var inVain = 0;
        for (var due : order.subList(0, Math.min(MOST, order.size()))) {
            try {
                drop(due.getValue());
                gone.put(due.getKey(), due.getValue());
            } catch (Handout.NotKept e) {
                warn(e);
                inVain++;
            }
            if (inVain == MOST_IN_VAIN) {
                break;
            }
        }
        if (!gone.isEmpty()) {
            book.editInCompany(page -> page.clearing(gone));
        }
    }

    private static void warn(Exception why) {
        System.getLogger(Leftovers.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "passwords that are of no use any more could not be taken away: " + why.getMessage());
    }
}
