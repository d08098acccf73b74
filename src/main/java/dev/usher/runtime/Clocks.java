package dev.usher.runtime;

import dev.usher.kube.ServerTime;
import dev.usher.sync.Suspicion;
import dev.usher.sync.TrustedClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The time that this process counts on, checked every second. */
final class Clocks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Clocks.class);
    private static final String TEST_PROFILE = "test";
    private static final int ATTEMPTS = 3;
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final TrustedClock trusted;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("usher-clock").factory());

    private Clocks(TrustedClock trusted) {
        this.trusted = trusted;
        new Recurring(trusted::check, "The clocks could not be compared").by(keeper, EVERY, EVERY);
    }

    /** Asks the API server for the time and goes on from there; a test clock must have been found to be allowed. */
    static Clocks start(KubernetesClient client, Optional<Path> testClock) {
        var server = new ServerTime(client);
        if (testClock.isEmpty()) {
            return new Clocks(begin(Clock.systemUTC(), System::nanoTime, server));
        }
        LOG.warnf("The time is what the test clock %s says", testClock.get());
        var moved = new TestClock(testClock.get());
        return new Clocks(begin(moved.wall(), moved::nanos, () -> server.ask().map(moved::ofServer)));
    }

    /** A node whose clock is a year ahead must not be believed because the API server was silent for a moment. */
    static TrustedClock begin(Clock wall, LongSupplier nanos, TrustedClock.SecondOpinion server) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var clock = TrustedClock.start(wall, nanos, server);
            if (clock.suspicion()
                    .filter(doubt -> doubt.server() == Suspicion.Server.SILENT)
                    .isEmpty()) {
                return clock;
            }
        }
        throw new IllegalStateException(
                "the API server did not say what time it is, and nothing is decided by this node's clock alone");
    }

    /** Why a configured test clock must not be used: in production it could take everybody's access away. */
    static Optional<String> refused(Optional<Path> testClock) {
        if (testClock.isEmpty() || ConfigUtils.isProfileActive(TEST_PROFILE)) {
            return Optional.empty();
        }
        return Optional.of(
                "usher.test.clock (USHER_TEST_CLOCK) is set, and works only in tests, where quarkus.profile is "
                        + TEST_PROFILE + ": remove it");
    }

    TrustedClock trusted() {
        return trusted;
    }

    @Override
    public void close() {
        keeper.shutdownNow();
    }
}
