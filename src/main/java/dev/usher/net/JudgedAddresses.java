package dev.usher.net;

import dev.usher.domain.outcome.Mistake;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once for each new connection and hands out only addresses that the policy admits. The connection goes
 * to one of them and nowhere else: what the name means a moment later does not matter (DNS rebinding).
 */
final class JudgedAddresses implements DnsResolver, AutoCloseable {

    /** Thrown when the policy refuses every address of a host. */
    static final class NotAdmitted extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        NotAdmitted(Reason reason) {
            super(reason.sentence());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** More are never tried: each may cost a connect time-out. */
    private static final int MOST_ADDRESSES = 4;

    private static final int MOST_LOOKUPS = 16;
    private static final long IDLE_SECONDS = 10;

    private final NetworkPolicy policy;
    private final NameLookup lookup;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    JudgedAddresses(NetworkPolicy policy, NameLookup lookup) {
        this.policy = policy;
        this.lookup = lookup;
        // Platform threads: a look-up blocks in native code, where it would hold a carrier of all virtual threads.
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_LOOKUPS,
                MOST_LOOKUPS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("usher-lookup-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /**
     * The admitted addresses of the host, in the order of the name server, at least one and at most four.
     *
     * @throws NotAdmitted if the policy refuses all that there are
     * @throws UnknownHostException if there are none, or the thread was interrupted while it waited
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Optional<InetAddress> literal = Host.of(host).flatMap(Host::literal);
        List<InetAddress> admitted = new ArrayList<>();
        Optional<Reason> refusal = Optional.empty();
        for (InetAddress address : literal.isPresent() ? List.of(literal.get()) : await(host)) {
            switch (policy.judge(host, address)) {
                case Verdict.Admitted _ -> admitted.add(address);
                case Verdict.Refused(Reason reason) -> refusal = refusal.or(() -> Optional.of(reason));
            }
        }
        if (admitted.isEmpty()) {
            throw refusal.<UnknownHostException>map(NotAdmitted::new)
                    .orElseGet(() -> new UnknownHostException("the name has no address"));
        }
        return admitted.stream().limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
    }

    /** Canonical names would ask the name server about addresses; nothing here needs them. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Who asks for a name while it is being looked up shares that look-up: a dead name server holds one thread a name. */
    private List<InetAddress> await(String host) throws UnknownHostException {
        CompletableFuture<List<InetAddress>> fresh = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = running.putIfAbsent(host, fresh);
        if (earlier == null) {
            threads.execute(() -> complete(host, fresh));
        }
        try {
            return (earlier == null ? fresh : earlier).get();
        } catch (ExecutionException _) {
            throw new UnknownHostException("no name server told an address");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        }
    }

    private void complete(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> found;
            try {
                found = lookup.lookup(host);
            } finally {
                // Whoever has the answer and asks again must not be given it once more.
                running.remove(host);
            }
            answer.complete(found);
        } catch (UnknownHostException | RuntimeException | Error e) {
            // Whatever it is, somebody waits for an answer.
            answer.completeExceptionally(e);
            var _ = Mistake.ofCode(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
