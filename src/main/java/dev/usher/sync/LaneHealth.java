package dev.usher.sync;

import dev.usher.domain.outcome.Failure;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a lane stands with its app.
 *
 * @param asked whether the app was tried since the lane was configured
 * @param trouble what keeps the whole lane from working
 * @param capabilities what the app said it can do, empty before it was asked
 * @param held the waves of removals that are over a limit
 * @param rulings what people decided about such waves; empty before the ledger was read
 * @param takings what waves took that can be brought back
 * @param inventory how the last inventory ended
 * @param rejection what the app rejects of everybody alike, while work that gives nobody values goes on
 * @param unkept the attributes that the app takes and keeps of nobody
 */
public record LaneHealth(
        boolean asked,
        Optional<Failure> trouble,
        List<Ability> capabilities,
        List<Wave> held,
        Optional<List<Ruling>> rulings,
        Takings takings,
        InventoryReport inventory,
        Optional<Failure> rejection,
        SortedSet<String> unkept) {
    /** Of a lane that has not done anything yet. */
    static final LaneHealth UNKNOWN = new LaneHealth(
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Takings.NONE,
            InventoryReport.NONE,
            Optional.empty(),
            Collections.emptySortedSet());

    public LaneHealth {
        capabilities = List.copyOf(capabilities);
        held = List.copyOf(held);
        rulings = rulings.map(List::copyOf);
        unkept = Collections.unmodifiableSortedSet(new TreeSet<>(unkept));
    }

    LaneHealth asked(Optional<Failure> why, List<Ability> abilities) {
        return new LaneHealth(true, why, abilities, held, rulings, takings, inventory, rejection, unkept);
    }

    /** The same of an app that nobody has asked as it is declared now. */
    LaneHealth notAsked() {
        return new LaneHealth(
                false, Optional.empty(), List.of(), held, rulings, takings, InventoryReport.NONE, rejection, unkept);
    }

    LaneHealth holding(Restraint restraint) {
        var waves = restraint.held().toList();
        return new LaneHealth(
                asked,
                trouble,
                capabilities,
                waves,
                Optional.of(restraint.rulings()),
                restraint.takings(),
                inventory,
                rejection,
                unkept);
    }

    LaneHealth counted(InventoryReport ended) {
        return new LaneHealth(asked, trouble, capabilities, held, rulings, takings, ended, rejection, unkept);
    }

    LaneHealth rejecting(Optional<Failure> why) {
        return new LaneHealth(asked, trouble, capabilities, held, rulings, takings, inventory, why, unkept);
    }

    LaneHealth keepingNone(SortedSet<String> of) {
        return new LaneHealth(asked, trouble, capabilities, held, rulings, takings, inventory, rejection, of);
    }

    /** One thing that the app can do, or a limit it has, and how that is known. */
    public record Ability(String name, String value, String origin) {}
}
