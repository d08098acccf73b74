package dev.usher.source.csv;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** What is wrong with a file as a whole; reading ends with it, also right through the library. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    private Unreadable(Flaw flaw) {
        super(flaw.defect().meaning());
        this.flaw = flaw;
    }

    static Unreadable of(Defect defect) {
        return new Unreadable(Flaw.of(defect));
    }

    static Unreadable at(long line, Defect defect) {
        return at(line, defect, List.of());
    }

    static Unreadable at(long line, Defect defect, List<String> names) {
        return new Unreadable(new Flaw(defect, OptionalLong.of(line), names));
    }

    Flaw flaw() {
        return flaw;
    }
}
