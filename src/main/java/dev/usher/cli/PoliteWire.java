package dev.usher.cli;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.UUID;

/** Lets reads through, one at a time, and nothing else: whatever looks at an app by it cannot write. */
final class PoliteWire implements Wire {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final String correlation = "usher-probe-" + UUID.randomUUID();

    @Override
    public synchronized <T> T call(Op op, Call<T> call) throws AppFailure {
        switch (op) {
            case AUTHENTICATE, DISCOVER, READ, LOOK_UP, LIST -> {}
            case CREATE, UPDATE, DISABLE, DELETE, END_SESSIONS, HAND_OVER, SET_PASSWORD, INVITE, MEMBERS ->
                throw AppFailure.of(Kind.UNSUPPORTED, Detail.NONE);
        }
        return call.send(new Ticket(TIME_LIMIT, correlation));
    }

    @Override
    public void limits(RateHint seen) {
        // Whoever waits for a window is told so by the refusal itself.
    }
}
