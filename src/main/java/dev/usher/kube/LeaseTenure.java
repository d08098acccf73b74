package dev.usher.kube;

import dev.usher.sync.Tenure;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Being in charge by a Lease: certain for as long as the last renewal carries, by the monotonic clock. */
public final class LeaseTenure implements Tenure {
    private static final String NAME = "usher";
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** Another operator's clock may run this much faster while it waits for our lease to end. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final KubernetesClient client;
    private final Installation installation;
    private final Executor executor;
    private volatile long heldUntil;
    private volatile boolean held;
    private volatile long epoch;
    private volatile CompletableFuture<?> election = CompletableFuture.completedFuture(null);

    public LeaseTenure(KubernetesClient client, Installation installation, LongSupplier nanos, Executor executor) {
        this.client = client;
        this.installation = installation;
        this.nanos = nanos;
        this.executor = executor;
    }

    /**
     * Waits for the lease and keeps it.
     *
     * @param started once this operator is in charge
     * @param stopped once it is not any more, be it by force or on its own will
     */
    public void elect(Runnable started, Runnable stopped) {
        var config = new LeaderElectionConfigBuilder()
                .withName(NAME)
                .withLock(new WatchedLock(new LeaseLock(installation.namespace(), NAME, installation.instance())))
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEW_WITHIN)
                .withRetryPeriod(RETRY)
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(
                        started,
                        () -> {
                            held = false;
                            stopped.run();
                        },
                        leader -> {}))
                .build();
        election = new LeaderElector(client, config, executor).start();
    }

    /** Gives the lease back, so that the next operator need not wait for its end. */
    public void release() {
        held = false;
        election.cancel(true);
    }

    /** The Lease as it is stored, for what is to be said about the operator as a whole. */
    public Optional<Lease> lease() {
        return of(client, installation.namespace());
    }

    /** The Lease of the operator that is installed in a namespace; empty: none was ever in charge there. */
    public static Optional<Lease> of(KubernetesClient client, String namespace) {
        return Optional.ofNullable(
                client.leases().inNamespace(namespace).withName(NAME).get());
    }

    /** Whether an operator is in charge then; where it ended without giving it back, not for long after. */
    public static boolean isHeld(Lease lease, Instant now) {
        return Optional.ofNullable(lease.getSpec())
                .filter(spec -> !Optional.ofNullable(spec.getHolderIdentity())
                        .orElse("")
                        .isEmpty())
                .flatMap(spec -> Optional.ofNullable(spec.getRenewTime()))
                .filter(renewed -> renewed.toInstant().plus(LEASE).isAfter(now))
                .isPresent();
    }

    @Override
    public boolean holds(Duration atLeast) {
        return held && heldUntil - nanos.getAsLong() > atLeast.toNanos();
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /** Notes when a renewal was sent, because that is when the lease starts to run, not when its answer came. */
    private final class WatchedLock implements Lock {
        private final Lock lease;

        WatchedLock(Lock lease) {
            this.lease = lease;
        }

        @Override
        public LeaderElectionRecord get(KubernetesClient from) {
            return lease.get(from);
        }

        @Override
        public void create(KubernetesClient in, LeaderElectionRecord created) {
            var sent = nanos.getAsLong();
            lease.create(in, created);
            note(created, sent);
        }

        @Override
        public void update(KubernetesClient in, LeaderElectionRecord updated) {
            var sent = nanos.getAsLong();
            lease.update(in, named(updated));
            note(updated, sent);
        }

        /** The update is a merge, in which nobody as null would leave the earlier holder's name where it is. */
        private static LeaderElectionRecord named(LeaderElectionRecord updated) {
            if (updated.getHolderIdentity() != null) {
                return updated;
            }
            return new LeaderElectionRecord(
                    "",
                    updated.getLeaseDuration(),
                    updated.getAcquireTime(),
                    updated.getRenewTime(),
                    updated.getLeaderTransitions());
        }

        private void note(LeaderElectionRecord stored, long sent) {
            if (installation.instance().equals(stored.getHolderIdentity())) {
                heldUntil = sent + LEASE.minus(MARGIN).toNanos();
                epoch = stored.getLeaderTransitions();
                held = true;
            }
        }

        @Override
        public String identity() {
            return lease.identity();
        }

        @Override
        public String describe() {
            return lease.describe();
        }
    }
}
