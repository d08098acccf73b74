package dev.usher.net;

import dev.usher.net.Attempt.Stage;
import dev.usher.net.NetFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/** One talk on its way, and what its exceptions mean; their messages are dropped, since they may quote the other side. */
final class Conversation<T> implements Severable<T>, Talk.Progress {
    private final Talk<T> talk;
    private final Hearing hearing;
    private final Attempt attempt = new Attempt();
    private final AtomicReference<Runnable> closing = new AtomicReference<>(Conversation::nothing);

    /** @param most how many bytes of the other side are listened to */
    Conversation(Talk<T> talk, long most) {
        this.talk = talk;
        this.hearing = new Hearing(most);
    }

    @Override
    public T call() throws NetFailure {
        return ScopedValue.where(Hearing.CURRENT, hearing).call(this::spoken);
    }

    private T spoken() throws NetFailure {
        try {
            var said = talk.speak(this);
            if (hearing.isOver()) {
                // A library may make something else of it than an exception.
                throw tooMuch();
            }
            return said;
        } catch (InterruptedException _) {
            throw new NetFailure(Kind.INTERRUPTED, maybeSent(), "interrupted");
        } catch (IOException e) {
            throw hearing.isOver() ? tooMuch() : failure(e);
        }
    }

    /** Before anything is asked there is nothing that could be so large. */
    private NetFailure tooMuch() {
        return maybeSent()
                ? new NetFailure(Kind.TOO_LARGE, true, "more came than is listened to")
                : new NetFailure(Kind.MALFORMED, false, "more came than is listened to");
    }

    @Override
    public void holds(Runnable connection) throws IOException {
        closing.set(connection);
        if (attempt.stage() == Stage.GIVEN_UP) {
            sever();
            throw new InterruptedIOException("given up");
        }
    }

    @Override
    public void sends() throws IOException {
        if (!attempt.enter(Stage.SENDING)) {
            throw new InterruptedIOException("given up");
        }
    }

    @Override
    public NetFailure giveUp(Kind kind) {
        var sent = attempt.giveUp() == Stage.SENDING;
        return new NetFailure(kind, sent, kind == Kind.TIMED_OUT ? "the deadline passed" : "interrupted");
    }

    @Override
    public void sever() {
        closing.getAndSet(Conversation::nothing).run();
    }

    private static void nothing() {}

    private boolean maybeSent() {
        return attempt.stage() == Stage.SENDING;
    }

    private NetFailure failure(IOException cause) {
        var sent = maybeSent();
        return switch (cause) {
            case JudgedAddresses.NotAdmitted refused -> NetFailure.refused(refused.reason());
            case UnknownHostException _ -> new NetFailure(Kind.UNRESOLVED, sent, "the name has no address");
            case SocketTimeoutException _ -> new NetFailure(Kind.TIMED_OUT, sent, "it took too long");
            case SSLException tls when !sent -> handshake(tls);
            default ->
                sent
                        ? new NetFailure(Kind.BROKEN, true, "the connection ended before the answer did")
                        : new NetFailure(Kind.UNREACHABLE, false, "no connection came about");
        };
    }

    private static NetFailure handshake(SSLException cause) {
        return new NetFailure(
                Alerts.meaning(cause, false).orElse(Kind.TLS), false, "no TLS session that can be trusted came about");
    }
}
