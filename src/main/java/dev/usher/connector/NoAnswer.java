package dev.usher.connector;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetFailure;

/** The table from the ways in which there was no answer to what they mean. */
public final class NoAnswer {
    private NoAnswer() {}

    /**
     * What the caller of a connector is told.
     *
     * @param writes whether the app was asked to change something
     */
    public static AppFailure of(NetFailure.Kind kind, boolean maybeSent, boolean writes) {
        // A redirect is an answer: the request was understood, and sent elsewhere.
        var maybeDone = writes && maybeSent && kind != NetFailure.Kind.REDIRECTED;
        return new AppFailure(failure(kind, maybeSent), maybeDone);
    }

    private static Failure failure(NetFailure.Kind kind, boolean maybeSent) {
        return switch (kind) {
            case REFUSED_ADDRESS -> Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED);
            case PLAINTEXT_REFUSED -> Failure.of(Kind.MISCONFIGURED, Detail.PLAINTEXT_REFUSED);
            case UNRESOLVED -> Failure.of(Kind.UNREACHABLE, Detail.NAME_UNKNOWN);
            case UNREACHABLE -> Failure.of(Kind.UNREACHABLE, Detail.NO_CONNECTION);
            case TLS -> Failure.of(Kind.UNREACHABLE, Detail.NOT_TRUSTED);
            case CERTIFICATE_WANTED -> Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_WANTED);
            case CERTIFICATE_REFUSED -> Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_REFUSED);
            case TLS_REFUSED -> Failure.of(Kind.UNREACHABLE, Detail.TLS_REFUSED);
            case TIMED_OUT -> Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT);
            case BROKEN -> Failure.of(Kind.UNREACHABLE, Detail.BROKEN_OFF);
            case TOO_LARGE -> Failure.of(maybeSent ? Kind.HOSTILE : Kind.REJECTED, Detail.TOO_LARGE);
            case REDIRECTED -> Failure.of(Kind.MISCONFIGURED, Detail.REDIRECTED);
            case MALFORMED -> Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
            case INTERRUPTED -> Failure.of(Kind.WAITING, Detail.NONE);
        };
    }
}
