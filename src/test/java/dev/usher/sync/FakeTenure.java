package dev.usher.sync;

import java.time.Duration;

/** Being in charge, as tests decide. */
final class FakeTenure implements Tenure {
    private volatile boolean held = true;

    @Override
    public boolean holds(Duration atLeast) {
        return held;
    }

    @Override
    public long epoch() {
        return 1;
    }

    void isHeld(boolean now) {
        held = now;
    }
}
