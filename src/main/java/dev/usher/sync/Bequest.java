package dev.usher.sync;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What lanes leave behind that ended before others began: an account that they may have shut.
 *
 * @param holders by which identities whose it is may be known
 * @param shut how a read showed it, once all was done that was decided; empty: nobody knows how it is
 */
public record Bequest(Key key, Set<Identity> holders, Optional<KnownAccount> shut) {
    public Bequest {
        holders = Set.copyOf(holders);
    }

    /**
     * The account of a holder.
     *
     * @param said what its lane said of it last
     * @param now when it ended
     */
    public static Bequest of(Key key, Facts.OfHolder holder, Optional<Result> said, Instant now) {
        return new Bequest(
                key,
                holder.identities().collect(Collectors.toUnmodifiableSet()),
                said.filter(Bequest::isShut).map(result -> result.known(now.truncatedTo(ChronoUnit.SECONDS))));
    }

    /** The same where there is more to be done than the lane that is over could know. */
    public Bequest doubtful() {
        return new Bequest(key, holders, Optional.empty());
    }

    private static boolean isShut(Result said) {
        return said.state() == AccountState.Disabled
                && said.failure().isEmpty()
                && said.applied().isPresent()
                && said.applied().equals(said.aim());
    }
}
