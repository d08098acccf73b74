package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import java.util.List;

/** Reading ends here, and proves nothing. */
public final class Breaks extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    public Breaks(Flaw flaw) {
        super(flaw.defect().meaning());
        this.flaw = flaw;
    }

    /** Of the source as a whole. */
    public static Breaks by(Defect defect) {
        return new Breaks(Flaw.of(defect));
    }

    /** About what has this name. */
    public static Breaks by(Defect defect, String name) {
        return new Breaks(Flaw.of(defect).about(List.of(name)));
    }

    public Flaw flaw() {
        return flaw;
    }
}
