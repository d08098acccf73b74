package dev.usher.sync;

import java.util.function.Consumer;

/** How much one app may be asked, by all that is said of it. */
final class Tempi {
    private final Consumer<Rate> obeys;
    private Tempo declared = Tempo.SILENT;
    private Tempo known = Tempo.SILENT;

    /** @param obeys is told of each change */
    Tempi(Consumer<Rate> obeys) {
        this.obeys = obeys;
    }

    /** What was declared for the app. */
    synchronized void declares(Tempo tempo) {
        declared = tempo;
        obeys.accept(declared.over(known));
    }

    /** What is known of apps of its kind. */
    synchronized void knows(Tempo tempo) {
        if (!known.equals(tempo)) {
            known = tempo;
            obeys.accept(declared.over(known));
        }
    }
}
