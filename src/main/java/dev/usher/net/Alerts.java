package dev.usher.net;

import dev.usher.net.NetFailure.Kind;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What the other side said last by TLS (RFC 8446 section 6), as far as it means something for who asks. */
final class Alerts {
    /** The JDK tells in its words alone which alert it was; the name after them is one of its own list. */
    private static final String RECEIVED = "Received fatal alert: ";

    private static final String WANTED = "certificate_required";
    /** TLS 1.2 has no other word for a certificate that is missing, and uses it for much else. */
    private static final String UNSAID = "handshake_failure";

    private static final Set<String> REFUSED = Set.of(
            "access_denied",
            "bad_certificate",
            "certificate_expired",
            "certificate_revoked",
            "certificate_unknown",
            "unknown_ca",
            "unsupported_certificate");

    private Alerts() {}

    /**
     * What the alert means that ended a connection, if it was one that the other side sent.
     *
     * @param asked whether it had asked for a certificate before
     */
    static Optional<Kind> meaning(Exception cause, boolean asked) {
        if (!(cause instanceof SSLException) || cause.getMessage() == null) {
            return Optional.empty();
        }
        int at = cause.getMessage().indexOf(RECEIVED);
        if (at < 0) {
            return Optional.empty();
        }
        String name = cause.getMessage().substring(at + RECEIVED.length());
        if (name.equals(WANTED)) {
            return Optional.of(Kind.CERTIFICATE_WANTED);
        }
        return Optional.of(
                REFUSED.contains(name) || (asked && name.equals(UNSAID)) ? Kind.CERTIFICATE_REFUSED : Kind.TLS_REFUSED);
    }
}
