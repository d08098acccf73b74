package dev.usher.kube;

import dev.usher.sync.Tenure;
import java.time.Duration;

/** An operator that nobody takes anything from. */
public record InCharge() implements Tenure {
    @Override
    public boolean holds(Duration atLeast) {
        return true;
    }

    @Override
    public long epoch() {
        return 1;
    }
}
