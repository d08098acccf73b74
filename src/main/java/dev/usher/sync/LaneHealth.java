package dev.usher.sync;

import dev.usher.domain.outcome.Failure;
import dev.usher.domain.safety.Wave;
import java.util.List;
import java.util.Optional;

/**
 * How a lane stands with its app.
 *
 * @param asked whether the app was tried since the lane was configured
 * @param trouble what keeps the whole lane from working
 * @param capabilities what the app said it can do, empty before it was asked
 * @param held the waves of removals that are over a limit
 * @param inventory how the last inventory ended
 */
public record LaneHealth(
        boolean asked,
        Optional<Failure> trouble,
        List<Ability> capabilities,
        List<Wave> held,
        InventoryReport inventory) {
    public LaneHealth {
        capabilities = List.copyOf(capabilities);
        held = List.copyOf(held);
    }

    /** One thing that the app can do, or a limit it has, and how that is known. */
    public record Ability(String name, String value, String origin) {}
}
