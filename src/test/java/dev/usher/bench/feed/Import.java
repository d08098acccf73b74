package dev.usher.bench.feed;

import dev.usher.bench.duel.Took;
import dev.usher.domain.account.Digests;
import dev.usher.kube.AppliedPeople;
import dev.usher.source.Population;
import dev.usher.source.Run;
import dev.usher.source.RunReport;
import dev.usher.source.SourceId;
import dev.usher.source.Surroundings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** The first import of a file by the engine, as the operator has it, slice by slice: what it reads is within the first one, what it awaits within the last. */
final class Import implements AutoCloseable {
    static final Digests DIGESTS = new Digests("a salt of 16 bytes and more".getBytes(StandardCharsets.US_ASCII));

    private final SourceId source;
    private final Roster roster;
    private final Population population;
    private final Turnstile turnstile;
    private final CountDownLatch isKnown = new CountDownLatch(1);
    private final CompletableFuture<RunReport> report = new CompletableFuture<>();
    private int made;
    private volatile long inUseAtItsEnd;

    Import(SourceId source, Roster roster, Population population, KubernetesClient client) {
        this.source = source;
        this.roster = roster;
        this.population = population;
        this.turnstile = new Turnstile(new AppliedPeople(client, () -> true, (one, other, path) -> false));
    }

    /** Makes so many more, and says how long that took. */
    Took makes(int count) throws Exception {
        return Took.listing(count, () -> {
            if (made == 0) {
                Thread.ofVirtual().start(this::run);
            }
            turnstile.lets(count);
            made += count;
            if (made == roster.people()) {
                isKnown.await();
            }
            return count;
        });
    }

    private void run() {
        try {
            var around = new Surroundings(
                    new Watched(), turnstile, (of, user, generation, since) -> {}, DIGESTS, InstantSource.system());
            report.complete(
                    new Run(source, Roster.terms(), roster.feed(), around, Instant.now(), () -> true).carryOut());
        } catch (RuntimeException e) {
            report.completeExceptionally(e);
        } finally {
            turnstile.ends();
            isKnown.countDown();
        }
    }

    /** How many bytes the run held when everything was written, of all that it holds at that moment. */
    long held() throws InterruptedException {
        try {
            if (!(report.get() instanceof RunReport.Complete complete)
                    || complete.written()
                            .filter(written -> written.created() == roster.people())
                            .isEmpty()) {
                throw new IllegalStateException("not everybody was made: " + report.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the run did not come to its end", e);
        }
        return inUseAtItsEnd - Heap.inUse();
    }

    @Override
    public void close() {
        turnstile.ends();
    }

    /** The same population, which a run asks last while it still holds everything. */
    private final class Watched implements Population {
        @Override
        public Register register(SourceId of) {
            return population.register(of);
        }

        @Override
        public void awaitKnown(SourceId of, Set<String> names) {
            population.awaitKnown(of, names);
            isKnown.countDown();
            inUseAtItsEnd = Heap.inUseAtRest();
        }

        @Override
        public boolean awaitSeen(SourceId of, Map<String, Long> generations) {
            return population.awaitSeen(of, generations);
        }

        @Override
        public Map<String, String> values(SourceId of, String name) {
            return population.values(of, name);
        }
    }
}
