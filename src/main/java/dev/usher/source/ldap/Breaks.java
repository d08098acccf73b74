package dev.usher.source.ldap;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;

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

    Flaw flaw() {
        return flaw;
    }
}
