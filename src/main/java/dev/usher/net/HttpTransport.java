package dev.usher.net;

import dev.usher.net.NetFailure.Kind;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Speaks HTTP/1.1 to the outside, to addresses that the policy admits and within the bounds of each request. It repeats
 * nothing, follows no redirect, keeps no cookie, asks for no compression, and uses no proxy. Thread-safe; a blocked
 * {@link #send} ends at its deadline and on interruption.
 *
 * <p>One transport for each app keeps a slow app from using up the connections of the others.
 */
public final class HttpTransport implements HttpSender {

    private final NetworkPolicy policy;
    private final JudgedAddresses addresses;
    private final Connections connections;
    private final Deadlines deadlines = new Deadlines();
    private volatile Judged latest = Judged.NOTHING;

    /** @param connections how many may be open at once; further requests wait for one, within their deadline */
    public HttpTransport(NetworkPolicy policy, int connections) {
        this(policy, connections, Tls.of(Trust.ofJvm()));
    }

    /** The same, to servers for which others vouch, or that want to be shown a certificate. */
    public HttpTransport(NetworkPolicy policy, int connections, Tls tls) {
        this(policy, connections, NameLookup.ofSystem(), tls.context());
    }

    /** The same, by TLS as somebody else has set it up. */
    public HttpTransport(NetworkPolicy policy, int connections, SSLContext tls) {
        this(policy, connections, NameLookup.ofSystem(), tls);
    }

    /** With another resolver and other trust than those of this machine. */
    HttpTransport(NetworkPolicy policy, int connections, NameLookup lookup, SSLContext tls) {
        this.policy = policy;
        this.addresses = new JudgedAddresses(policy, lookup);
        this.connections = new Connections(new PinnedOperator(addresses, tls), connections);
    }

    @Override
    public HttpAnswer send(HttpRequest request) throws NetFailure {
        if (judge(request.uri()) instanceof Verdict.Refused(Reason reason)) {
            throw NetFailure.refused(reason);
        }
        if (request.body().size() > request.limits().requestBytes()) {
            throw new NetFailure(Kind.TOO_LARGE, false, "the body of the request is larger than its bound");
        }
        return deadlines.bounded(new Exchange(connections, request), request.deadline());
    }

    /** Only scheme and authority count, which are mostly those of the request before. */
    private Verdict judge(URI uri) {
        Judged before = latest;
        if (before.isOf(uri)) {
            return before.verdict();
        }
        Judged now = new Judged(
                Optional.ofNullable(uri.getScheme()), Optional.ofNullable(uri.getRawAuthority()), policy.judge(uri));
        latest = now;
        return now.verdict();
    }

    private record Judged(Optional<String> scheme, Optional<String> authority, Verdict verdict) {
        private static final Judged NOTHING =
                new Judged(Optional.empty(), Optional.empty(), new Verdict.Refused(Reason.SCHEME));

        boolean isOf(URI uri) {
            return scheme.equals(Optional.ofNullable(uri.getScheme()))
                    && authority.equals(Optional.ofNullable(uri.getRawAuthority()));
        }
    }

    /** Ends what is under way, and closes every connection. */
    @Override
    public void close() {
        deadlines.close();
        connections.close();
        addresses.close();
    }
}
