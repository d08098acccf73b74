package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Role;
import dev.usher.log.Spans;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconcilesTest {
    private static final HasMetadata NURSE =
            Serialization.unmarshal("metadata: {name: nurse, namespace: people}\nspec: {}", Role.class);

    private static final RetryInfo SECOND_ATTEMPT = new RetryInfo() {
        @Override
        public int getAttemptCount() {
            return 1;
        }

        @Override
        public boolean isLastAttempt() {
            return false;
        }
    };

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Watchdog watchdog = new Watchdog(nanos::get, () -> {}, any -> true, Spans.NONE);
    private final Reconciles reconciles = new Reconciles(registry, watchdog, nanos::get);

    private double count(String metric, String... labels) {
        return registry.get(metric).tags("kind", "Role").tags(labels).counter().count();
    }

    private double gauge(String metric) {
        return registry.get(metric).tags("kind", "Role").gauge().value();
    }

    private void isSubmitted() {
        watchdog.reconciliationSubmitted(NURSE, SECOND_ATTEMPT, Map.of());
        reconciles.reconciliationSubmitted(NURSE, null, Map.of());
    }

    private void starts() {
        watchdog.reconciliationStarted(NURSE, Map.of());
        reconciles.reconciliationStarted(NURSE, Map.of());
    }

    private void ends() {
        watchdog.reconciliationFinished(NURSE, SECOND_ATTEMPT, Map.of());
        reconciles.reconciliationFinished(NURSE, SECOND_ATTEMPT, Map.of());
    }

    @Test
    void aKindHasAllItsSeriesBeforeItsFirstLookAndALookMakesNone() {
        reconciles.of("Role");
        var before = registry.getMeters().stream().map(Meter::getId).toList();
        assertThat(before).hasSizeGreaterThan(5);

        isSubmitted();
        starts();
        reconciles.reconciliationSucceeded(NURSE, Map.of());
        ends();

        assertThat(registry.getMeters().stream().map(Meter::getId)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aLookIsCountedByHowItEndsAndForHowLongItTook() {
        starts();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
        reconciles.reconciliationSucceeded(NURSE, Map.of());
        ends();
        starts();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(30));
        reconciles.reconciliationFailed(NURSE, SECOND_ATTEMPT, new IllegalStateException("on purpose"), Map.of());
        ends();

        assertThat(count("usher.reconciles", "result", "done")).isEqualTo(1);
        assertThat(count("usher.reconciles", "result", "failed")).isEqualTo(1);
        var time = registry.get("usher.reconcile").tags("kind", "Role").timer();
        assertThat(time.count()).isEqualTo(2);
        assertThat(time.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(50);
    }

    @Test
    void whatComesAgainAfterAFailureIsARetry() {
        reconciles.of("Role");
        isSubmitted();
        assertThat(count("usher.reconcile.retries")).isZero();

        reconciles.reconciliationSubmitted(NURSE, SECOND_ATTEMPT, Map.of());
        assertThat(count("usher.reconcile.retries")).isEqualTo(1);
    }

    @Test
    void showsWhatWaitsAndWhatIsUnderWay() {
        reconciles.of("Role");
        isSubmitted();
        assertThat(gauge("usher.reconciles.waiting")).isEqualTo(1);
        assertThat(gauge("usher.reconciles.under.way")).isZero();

        starts();
        assertThat(gauge("usher.reconciles.waiting")).isZero();
        assertThat(gauge("usher.reconciles.under.way")).isEqualTo(1);

        ends();
        assertThat(gauge("usher.reconciles.under.way")).isZero();
    }

    /** It was in the queue, and not in the cache when its turn came. */
    @Test
    void whatNeverBeganTookNoTime() {
        reconciles.of("Role");
        reconciles.reconciliationSubmitted(NURSE, null, Map.of());
        reconciles.reconciliationFinished(NURSE, SECOND_ATTEMPT, Map.of());

        assertThat(registry.get("usher.reconcile").timer().count()).isZero();
    }
}
