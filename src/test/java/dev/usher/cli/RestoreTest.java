package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.usher.api.RemovalDecision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreTest {
    private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
    private static final RemovalDecision RELEASE = Serialization.unmarshal("""
            metadata: {name: case-7, namespace: people}
            spec: {app: {name: wiki}, wave: w7c1e90ab, decision: Release, reason: case 7, requestedBy: grace}
            """, RemovalDecision.class);

    @Test
    void findsTheAppByTheDecisionThatLetTheWaveGo() {
        assertThat(Restore.app(List.of(RELEASE), "w7c1e90ab")).hasValue("wiki");
        assertThat(Restore.app(List.of(RELEASE), "w0badcaf")).isEmpty();
        assertThat(Restore.unknown("w0badcaf", "people")).contains("w0badcaf", "people", "--app");
    }

    @Test
    void isAskedForByWhoeverAsks() {
        var spec = new Restore("people", "wiki", "w7c1e90ab", "case 8", Optional.of(3600L))
                .by("ada")
                .getSpec();

        assertThat(spec.decision()).isEqualTo("Restore");
        assertThat(spec.requestedBy()).isEqualTo("ada");
        assertThat(spec.reason()).isEqualTo("case 8");
        assertThat(spec.ttlSeconds()).isEqualTo(3600);
    }

    @Test
    void standsFromAMinuteToThirtyDays() {
        assertThat(Restore.seconds(NOW, NOW.plusSeconds(3600))).isEqualTo(3600);
        assertThatIllegalArgumentException().isThrownBy(() -> Restore.seconds(NOW, NOW.plusSeconds(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> Restore.seconds(NOW, NOW.plusSeconds(2_592_001)));
    }
}
