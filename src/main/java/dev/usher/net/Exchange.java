package dev.usher.net;

import dev.usher.net.Attempt.Stage;
import dev.usher.net.NetFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way over one connection. It runs on a virtual thread, in which an interruption ends whatever it waits for, sockets
 * among it. It drives the connection pool itself: the library's client would bring redirects, retries, cookies,
 * authentication and decoding, each to be switched off, and a log of every URL.
 */
final class Exchange implements Severable<HttpAnswer> {

    private static final HttpProcessor FRAMING = HttpProcessorBuilder.create()
            .addAll(new RequestContent(), new RequestTargetHost(), new RequestUserAgent("usher"))
            .build();
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

    /** Nobody needs more than one or two before an answer. */
    private static final int MOST_INTERIMS = 16;

    private final Connections connections;
    private final HttpRequest request;
    private final Attempt attempt = new Attempt();
    private final AtomicReference<@Nullable ConnectionEndpoint> held = new AtomicReference<>();
    private int interims;

    Exchange(Connections connections, HttpRequest request) {
        this.connections = connections;
        this.request = request;
    }

    @Override
    public HttpAnswer call() throws NetFailure {
        try {
            ConnectionEndpoint endpoint = connections.lease(request.uri(), request.deadline());
            held.set(endpoint);
            try {
                return over(endpoint);
            } finally {
                connections.drop(endpoint);
            }
        } catch (IOException
                | HttpException
                | InterruptedException
                | ExecutionException
                | TimeoutException
                | RuntimeException e) {
            throw Failures.of(attempt, e);
        }
    }

    /** Nothing is sent from now on; what is under way ends by an interruption of its thread, and by {@link #sever}. */
    @Override
    public NetFailure giveUp(Kind kind) {
        boolean maybeSent = attempt.giveUp() == Stage.SENDING;
        return new NetFailure(kind, maybeSent, kind == Kind.TIMED_OUT ? "the deadline passed" : "interrupted");
    }

    /** Closes the connection under an exchange that was given up: a thread that reads faster than it is written to notices no interruption. */
    @Override
    public void sever() {
        ConnectionEndpoint endpoint = held.getAndSet(null);
        if (endpoint != null) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
    }

    private HttpAnswer over(ConnectionEndpoint endpoint) throws NetFailure, IOException, HttpException {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(PinnedOperator.ATTEMPT, attempt);
        advance(Stage.CONNECTING);
        if (!endpoint.isConnected()) {
            connections.connect(endpoint, context);
        }
        advance(Stage.SENDING);
        // A connection may have come with the time limit of its handshake; the deadline cuts whatever takes too long.
        endpoint.setSocketTimeout(Timeout.DISABLED);
        ClassicHttpRequest message = message();
        FRAMING.process(message, message.getEntity(), context);
        ClassicHttpResponse response = endpoint.execute(
                "usher",
                message,
                (ready, connection, same) ->
                        EXECUTOR.execute(ready, connection, (interim, _, _) -> goOn(interim.getCode()), same),
                context);
        HttpAnswer answer = AnswerReader.read(response, request.limits());
        // What is about to be closed is not for somebody else.
        if (isRead(answer)
                && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, response, context)
                && held.compareAndSet(endpoint, null)) {
            connections.keep(endpoint, response, context);
        }
        return answer;
    }

    /** Where something was cut off the rest of it would be the next answer. */
    private boolean isRead(HttpAnswer answer) {
        return !request.limits().cut()
                || answer.body().size() < request.limits().responseBytes();
    }

    private void advance(Stage next) throws InterruptedIOException {
        if (!attempt.enter(next)) {
            throw new InterruptedIOException("given up");
        }
    }

    private ClassicHttpRequest message() {
        ClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), request.uri());
        request.headers().forEach(message::setHeader);
        // Without it a server may choose any encoding (RFC 9110 section 12.5.3).
        message.setHeader("Accept-Encoding", "identity");
        if (request.body().size() > 0) {
            message.setEntity(new ByteArrayEntity(request.body().bytes(), null));
        }
        return message;
    }

    private void goOn(int status) throws ProtocolException {
        if (status == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new ProtocolException("nobody asked for another protocol");
        }
        if (++interims > MOST_INTERIMS) {
            throw new ProtocolException("it goes on saying that the answer is still to come");
        }
    }
}
