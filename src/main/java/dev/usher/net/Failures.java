package dev.usher.net;

import dev.usher.net.NetFailure.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * What an exception of the HTTP library means, by the stage in which it came. Its message is dropped, since it may quote
 * the other side.
 */
final class Failures {

    private Failures() {}

    /** @throws RuntimeException the given one, if it came before the other side could have caused it */
    static NetFailure of(Attempt attempt, Exception cause) {
        return switch (attempt.stage()) {
            case QUEUED, CONNECTING -> beforeConnected(cause);
            case HANDSHAKING -> duringHandshake(attempt, cause);
            case SENDING, GIVEN_UP -> afterSending(cause);
        };
    }

    private static NetFailure beforeConnected(Exception cause) {
        return switch (cause) {
            case JudgedAddresses.NotAdmitted refused -> NetFailure.refused(refused.reason());
            case UnknownHostException _ -> new NetFailure(Kind.UNRESOLVED, false, "the name has no address");
            case TimeoutException _ ->
                new NetFailure(Kind.TIMED_OUT, false, "all connections were busy until the deadline");
            case InterruptedException _ -> new NetFailure(Kind.INTERRUPTED, false, "interrupted");
            case IOException _ -> new NetFailure(Kind.UNREACHABLE, false, "no connection came about");
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(cause);
        };
    }

    private static NetFailure duringHandshake(Attempt attempt, Exception cause) {
        Optional<Kind> said = Alerts.meaning(cause, attempt.wasAsked());
        if (said.isPresent()) {
            return refused(said.get(), false);
        }
        return cause instanceof SocketTimeoutException
                ? new NetFailure(Kind.TIMED_OUT, false, "the TLS handshake took too long")
                : new NetFailure(Kind.TLS, false, "no TLS session that can be trusted came about");
    }

    /** By TLS 1.3 a client is told what the server thinks of its certificate only when it reads the answer. */
    private static NetFailure afterSending(Exception cause) {
        Optional<Kind> said = Alerts.meaning(cause, false).filter(kind -> kind != Kind.TLS_REFUSED);
        if (said.isPresent()) {
            return refused(said.get(), true);
        }
        return switch (cause) {
            case SocketTimeoutException _ -> new NetFailure(Kind.TIMED_OUT, true, "the deadline passed");
            case MessageConstraintException _ ->
                new NetFailure(Kind.TOO_LARGE, true, "the head of the answer is larger than its bound");
            case TruncatedChunkException _ -> broken();
            case MalformedChunkCodingException _, HttpException _, RuntimeException _ ->
                new NetFailure(Kind.MALFORMED, true, "what came is no HTTP answer");
            default -> broken();
        };
    }

    private static NetFailure refused(Kind kind, boolean maybeSent) {
        return new NetFailure(kind, maybeSent, "the other side ended TLS with an alert");
    }

    private static NetFailure broken() {
        return new NetFailure(Kind.BROKEN, true, "the connection ended before the answer did");
    }
}
