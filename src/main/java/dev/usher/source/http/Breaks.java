package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import java.util.List;

/** Reading ends here, and proves nothing. */
final class Breaks extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    Breaks(Flaw flaw) {
        super(flaw.defect().meaning());
        this.flaw = flaw;
    }

    static Breaks by(Defect defect) {
        return new Breaks(Flaw.of(defect));
    }

    static Breaks by(Defect defect, Pointer pointer) {
        return new Breaks(Flaw.of(defect).about(List.of(pointer.toString())));
    }

    Flaw flaw() {
        return flaw;
    }
}
