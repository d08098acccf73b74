package dev.usher.source;

import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.NetFailure;

/** What it means for a source that there is no answer. */
public final class Unanswered {
    private Unanswered() {}

    /** By what went wrong on the way. */
    public static Defect defect(NetFailure.Kind kind) {
        return switch (kind) {
            case REFUSED_ADDRESS, PLAINTEXT_REFUSED -> Defect.NOT_ADMITTED;
            case UNRESOLVED, UNREACHABLE -> Defect.UNREACHABLE;
            case TLS, CERTIFICATE_WANTED, CERTIFICATE_REFUSED, TLS_REFUSED -> Defect.NOT_TRUSTED;
            case TIMED_OUT -> Defect.TOO_SLOW;
            case BROKEN -> Defect.CUT_OFF;
            case TOO_LARGE -> Defect.TOO_LARGE;
            case REDIRECTED -> Defect.REDIRECTED;
            case MALFORMED -> Defect.NOT_UNDERSTOOD;
            case INTERRUPTED -> Defect.INTERRUPTED;
        };
    }
}
