package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Backoff;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
    private final FakeWire wire = new FakeWire();
    private final List<String> heard = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final StatusWriter<ConfigMap> writer = new StatusWriter<>(
            wire, new Listener(), new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), () -> 1.0));

    private void write(String name, String status) {
        writer.write(of(name, status), () -> said.add(status));
    }

    private static ConfigMap of(String name, String status) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("people")
                .withName(name)
                .endMetadata()
                .addToData("status", status)
                .build();
    }

    @Test
    void storesOnceAndTellsWhatIsStored() {
        write("ada", "first");
        wire.runsAll();

        assertThat(wire.stored).containsExactly("first");
        assertThat(said).containsExactly("first");
        assertThat(heard).containsExactly("stored first");
    }

    @Test
    void aLaterStatusTakesThePlaceOfOneThatWasNotSent() {
        for (var i = 0; i < 16; i++) {
            write("other-" + i, "x");
        }
        write("ada", "first");
        write("ada", "second");
        wire.runsAll();

        assertThat(wire.stored).endsWith("second").doesNotContain("first").hasSize(17);
        assertThat(said).endsWith("second").doesNotContain("first");
    }

    @Test
    void whatIsDecidedWhileOneIsUnderWayIsSaidOnceThatIsStored() {
        wire.whileStoring = () -> write("ada", "second");
        write("ada", "first");
        wire.runsAll();

        assertThat(wire.stored).containsExactly("first");
        assertThat(heard).as("whoever wanted to say more looks again").containsExactly("stored first");
        write("ada", "second");
        wire.runsAll();
        assertThat(wire.stored).containsExactly("first", "second");
    }

    @Test
    void sendsSomeAtATime() {
        for (var i = 0; i < 40; i++) {
            write("user-" + i, "x");
        }

        assertThat(wire.tasks).hasSize(16);
        wire.runsOne();
        assertThat(wire.tasks).hasSize(16);
        wire.runsAll();
        assertThat(wire.stored).hasSize(40);
    }

    @Test
    void asksAgainEverMoreSeldomWhileTheApiServerFails() {
        wire.failure = Optional.of(new KubernetesClientException("no", 500, null));
        write("ada", "first");
        wire.runsAll();
        assertThat(wire.pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(said).isEmpty();

        write("ada", "second");
        wire.runsAll();
        assertThat(heard).as("nobody asks more often than that").isEmpty();

        wire.pauseEnds();
        assertThat(heard).containsExactly("failed");
        write("ada", "third");
        wire.runsAll();
        assertThat(wire.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));

        wire.failure = Optional.empty();
        wire.pauseEnds();
        write("ada", "fourth");
        wire.runsAll();
        assertThat(wire.stored).containsExactly("fourth");

        wire.failure = Optional.of(new KubernetesClientException("no", 500, null));
        write("ada", "fifth");
        wire.runsAll();
        assertThat(wire.pauses).as("it went well in between").endsWith(Duration.ofSeconds(1));
    }

    @Test
    void aMistakeOfOursIsAFailureToo() {
        wire.failure = Optional.of(new IllegalStateException("a mistake"));
        write("ada", "first");
        wire.runsAll();
        wire.pauseEnds();

        assertThat(heard).containsExactly("failed");
    }

    @Test
    void whatIsNotThereAnyMoreIsNotAskedAbout() {
        wire.failure = Optional.of(new KubernetesClientException("gone", 404, null));
        write("ada", "first");
        wire.runsAll();
        assertThat(wire.pauses).isEmpty();
        assertThat(heard).isEmpty();

        wire.failure = Optional.empty();
        write("ada", "of her namesake");
        wire.runsAll();
        assertThat(wire.stored).containsExactly("of her namesake");
    }

    @Test
    void settlesOnceEverythingIsStoredAndWaitsForNothingElse() throws InterruptedException {
        write("ada", "first");
        assertThat(settlesWithin(Duration.ofMillis(5))).isFalse();
        wire.runsAll();
        assertThat(settlesWithin(Duration.ofDays(1))).isTrue();

        wire.failure = Optional.of(new KubernetesClientException("no", 500, null));
        write("ada", "second");
        wire.runsAll();
        assertThat(settlesWithin(Duration.ofDays(1)))
                .as("a failure is not waited for")
                .isTrue();
    }

    private boolean settlesWithin(Duration patience) throws InterruptedException {
        writer.settle(patience);
        return wire.tasks.isEmpty();
    }

    private final class Listener implements StatusWriter.Ear<ConfigMap> {
        @Override
        public void stored(ConfigMap resource) {
            heard.add("stored " + resource.getData().get("status"));
        }

        @Override
        public void failed(ConfigMap patch) {
            heard.add("failed");
        }
    }

    private static final class FakeWire implements StatusWriter.Wire<ConfigMap> {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final Deque<Runnable> later = new ArrayDeque<>();
        private final List<Duration> pauses = new ArrayList<>();
        private final List<String> stored = new ArrayList<>();
        private Optional<RuntimeException> failure = Optional.empty();
        private Runnable whileStoring = () -> {};

        @Override
        public ConfigMap store(ConfigMap patch) {
            whileStoring.run();
            whileStoring = () -> {};
            if (failure.isPresent()) {
                throw failure.get();
            }
            stored.add(patch.getData().get("status"));
            return patch;
        }

        @Override
        public void run(Runnable what) {
            tasks.add(what);
        }

        @Override
        public void after(Duration pause, Runnable what) {
            pauses.add(pause);
            later.add(what);
        }

        void runsOne() {
            tasks.remove().run();
        }

        void runsAll() {
            while (!tasks.isEmpty()) {
                runsOne();
            }
        }

        void pauseEnds() {
            later.remove().run();
        }
    }
}
