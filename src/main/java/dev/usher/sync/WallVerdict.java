package dev.usher.sync;

import java.time.Duration;
import java.util.Optional;

/** What has been found out about a wall clock that is suspect; used by one thread at a time. */
final class WallVerdict {
    /** The API server may be away for so long without everything beginning anew. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /**
     * The API server's clock agrees with the wall clock.
     *
     * @param ahead how far the wall clock was ahead when that began
     */
    private record Agreement(long since, long last, Duration ahead) {}

    private boolean unconfirmed;
    private Optional<Agreement> agreement = Optional.empty();

    /** Nobody has yet confirmed what time it is: a wall clock that stands where it is expected proves nothing. */
    void unconfirmed() {
        unconfirmed = true;
    }

    /** Forgets what was said of the wall clock as it was before. */
    void jumped() {
        agreement = Optional.empty();
    }

    /**
     * What follows from one more look.
     *
     * @param server what the API server's clock said, if it was asked in this look
     */
    Optional<Suspicion.Ending> after(long tick, Duration ahead, Optional<Suspicion.Server> server) {
        agreement = agreement.filter(
                found -> TrustedClock.isSmall(found.ahead().minus(ahead)) && tick - found.last() <= SILENCE.toNanos());
        if (TrustedClock.isSmall(ahead) && (!unconfirmed || server.equals(Optional.of(Suspicion.Server.AGREES)))) {
            return ended(Suspicion.Ending.WALL_CAME_BACK);
        }
        if (server.isPresent()) {
            heard(tick, ahead, server.get());
        }
        return agreement.isPresent()
                        && agreement.get().last() - agreement.get().since() >= TrustedClock.ADOPTED_AFTER.toNanos()
                ? ended(Suspicion.Ending.WALL_ADOPTED)
                : Optional.empty();
    }

    private void heard(long tick, Duration ahead, Suspicion.Server server) {
        agreement = switch (server) {
            case AGREES_WITH_WALL ->
                Optional.of(agreement
                        .map(found -> new Agreement(found.since(), tick, found.ahead()))
                        .orElse(new Agreement(tick, tick, ahead)));
            case AGREES, DISAGREES -> Optional.empty();
            case SILENT -> agreement;
        };
    }

    private Optional<Suspicion.Ending> ended(Suspicion.Ending how) {
        unconfirmed = false;
        agreement = Optional.empty();
        return Optional.of(how);
    }
}
