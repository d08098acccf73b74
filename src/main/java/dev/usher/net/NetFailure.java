package dev.usher.net;

/** Why there is no answer. The message is ours alone: no text of the other side, no address, no header. */
public final class NetFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, by what the caller can do about it. */
    public enum Kind {
        /** The policy refuses the URL or every address that its name has. */
        REFUSED_ADDRESS,
        /** The URL is http, and the installation allows https only. */
        PLAINTEXT_REFUSED,
        /** The name has no address, or no name server told one. */
        UNRESOLVED,
        /** No connection came about. */
        UNREACHABLE,
        /** A connection came about, but no TLS session that can be trusted. */
        TLS,
        /** The other side wants to be shown a certificate. */
        CERTIFICATE_WANTED,
        /** The other side does not take the certificate that it was shown, or wants to be shown one. */
        CERTIFICATE_REFUSED,
        /** The other side ended TLS for another reason. */
        TLS_REFUSED,
        /** The deadline passed. */
        TIMED_OUT,
        /** The connection ended before the answer did. */
        BROKEN,
        /** The body of the request, or the head or body of the answer, is larger than its bound. */
        TOO_LARGE,
        /** The answer is a redirect; none is followed. */
        REDIRECTED,
        /** What came is no HTTP answer, or one in an encoding that was not asked for. */
        MALFORMED,
        /** The calling thread was interrupted, or the transport closed. */
        INTERRUPTED
    }

    private final Kind kind;
    private final boolean maybeSent;

    NetFailure(Kind kind, boolean maybeSent, String message) {
        super(message);
        this.kind = kind;
        this.maybeSent = maybeSent;
    }

    static NetFailure refused(Reason reason) {
        return new NetFailure(
                reason == Reason.PLAINTEXT ? Kind.PLAINTEXT_REFUSED : Kind.REFUSED_ADDRESS, false, reason.sentence());
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether the other side may have got the request, and so may have done, or may yet do, what it asks for. False only
     * if not one byte of it was written.
     */
    public boolean maybeSent() {
        return maybeSent;
    }
}
