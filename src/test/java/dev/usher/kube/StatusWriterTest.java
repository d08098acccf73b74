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

    private boolean write(String name, String status) {
        return writer.write(of(name, status), () -> said.add(status));
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

    /** So that whatever comes next has to wait. */
    private void allPlacesAreTaken() {
        for (var i = 0; i < 16; i++) {
            write("other-" + i, "x");
        }
    }

    @Test
    void storesOnceAndLetsBeDecidedFromWhatIsStored() {
        assertThat(write("ada", "first")).isTrue();
        wire.runsAll();

        assertThat(wire.stored).containsExactly("first");
        assertThat(said).containsExactly("first");
        assertThat(heard).containsExactly("stored first", "again");
    }

    @Test
    void aLaterStatusTakesThePlaceOfOneThatWasNotSent() {
        allPlacesAreTaken();
        write("ada", "first");
        assertThat(write("ada", "second")).isTrue();
        wire.runsAll();

        assertThat(wire.stored).endsWith("second").doesNotContain("first").hasSize(17);
        assertThat(said).endsWith("second").doesNotContain("first");
    }

    @Test
    void oneThatIsNotMeantAnyMoreIsNotSent() {
        allPlacesAreTaken();
        write("ada", "first");
        assertThat(writer.withdraw(of("ada", "as it is"))).isTrue();
        wire.runsAll();

        assertThat(wire.stored).doesNotContain("first").hasSize(16);
    }

    @Test
    void whatMayWaitIsSaidOnlyInThePlaceOfWhatWaits() {
        assertThat(writer.rewrite(of("ada", "first"), () -> {})).isTrue();
        assertThat(wire.tasks).isEmpty();

        allPlacesAreTaken();
        write("ada", "first");
        writer.rewrite(of("ada", "second"), () -> {});
        wire.runsAll();
        assertThat(wire.stored).endsWith("second").doesNotContain("first");
    }

    @Test
    void whatIsDecidedWhileOneIsUnderWayIsSaidOnceThatIsStored() {
        wire.whileStoring = () -> {
            assertThat(write("ada", "second")).isFalse();
            assertThat(writer.rewrite(of("ada", "second"), () -> {})).isFalse();
            assertThat(writer.withdraw(of("ada", "as it is"))).isFalse();
        };
        write("ada", "first");
        wire.runsAll();

        assertThat(wire.stored).containsExactly("first");
        assertThat(heard).as("whoever wanted to say more looks again").endsWith("again");
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
        wire.runsAll();
        assertThat(wire.stored).hasSize(40);
    }

    @Test
    void asksAgainEverMoreSeldomWhileTheApiServerFails() {
        wire.failure = Optional.of(new KubernetesClientException("no", 500, null));
        write("ada", "1 first");
        wire.runsAll();
        assertThat(wire.pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(said).isEmpty();

        assertThat(write("ada", "1 second")).isFalse();
        wire.runsAll();
        assertThat(heard).as("nobody asks more often than that").isEmpty();

        wire.pauseEnds();
        assertThat(heard).containsExactly("again");
        write("ada", "1 third");
        wire.runsAll();
        assertThat(wire.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));

        wire.failure = Optional.empty();
        wire.pauseEnds();
        write("ada", "1 fourth");
        wire.runsAll();
        assertThat(wire.stored).containsExactly("1 fourth");

        wire.failure = Optional.of(new KubernetesClientException("no", 500, null));
        write("ada", "1 fifth");
        wire.runsAll();
        assertThat(wire.pauses).as("it went well in between").endsWith(Duration.ofSeconds(1));
    }

    @Test
    void anotherEditionDoesNotWaitBecauseOneFailed() {
        wire.failure = Optional.of(new KubernetesClientException("no", 422, null));
        write("ada", "1 first");
        wire.runsAll();
        wire.failure = Optional.empty();

        assertThat(write("ada", "2 departed")).isTrue();
        wire.runsAll();
        assertThat(wire.stored).containsExactly("2 departed");

        wire.whileStoring = () -> wire.pauseEnds();
        write("ada", "2 more");
        wire.runsAll();
        assertThat(wire.stored)
                .as("the pause of the one that failed ends nothing")
                .endsWith("2 more");
    }

    @Test
    void whatTheApiServerStoresOtherwiseIsNotSaidAgainAtOnce() {
        wire.changes = true;
        write("ada", "first");
        wire.runsAll();

        assertThat(said).containsExactly("first");
        assertThat(heard).containsExactly("stored first, pruned");
        wire.pauseEnds();
        assertThat(heard).endsWith("again");
    }

    @Test
    void whatWasStoredAlthoughNobodyAnsweredIsSaidWhenThatShows() {
        wire.failure = Optional.of(new KubernetesClientException("lost", 0, null));
        write("ada", "first");
        wire.runsAll();
        wire.pauseEnds();
        assertThat(said).isEmpty();

        writer.withdraw(of("ada", "first"));
        wire.runsAll();
        assertThat(said).containsExactly("first");

        write("ada", "second");
        wire.runsAll();
        wire.pauseEnds();
        writer.withdraw(of("ada", "first"));
        wire.runsAll();
        assertThat(said).as("it was not stored").containsExactly("first");
    }

    @Test
    void aMistakeOfOursIsAFailureToo() {
        wire.failure = Optional.of(new IllegalStateException("a mistake"));
        write("ada", "first");
        wire.runsAll();
        wire.pauseEnds();

        assertThat(heard).containsExactly("again");
    }

    @Test
    void aClassThatIsMissingIsAFailureToo() {
        wire.mistake = () -> {
            throw new NoClassDefFoundError("javax/lang/model");
        };
        write("ada", "first");
        wire.runsAll();
        wire.pauseEnds();

        assertThat(heard).containsExactly("again");
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
    void sendsNothingOnceItIsClosed() throws InterruptedException {
        allPlacesAreTaken();
        write("ada", "first");
        writer.close(Duration.ofMillis(5));
        wire.runsAll();
        assertThat(wire.stored).as("what was under way").hasSize(16).doesNotContain("first");

        write("bob", "first");
        assertThat(wire.tasks).isEmpty();
    }

    @Test
    void closesOnceEverythingIsStored() throws InterruptedException {
        write("ada", "first");
        wire.runsAll();
        wire.failure = Optional.of(new KubernetesClientException("no", 500, null));
        write("bob", "first");
        wire.runsAll();

        writer.close(Duration.ofDays(1));

        assertThat(wire.stored).as("a failure is not waited for").containsExactly("first");
    }

    private final class Listener implements StatusWriter.Author<ConfigMap> {
        @Override
        public void stored(ConfigMap resource) {
            heard.add("stored " + resource.getData().get("status"));
        }

        @Override
        public void decideAgain(ConfigMap resource) {
            heard.add("again");
        }

        @Override
        public Object edition(ConfigMap patch) {
            return String.valueOf(patch.getData().get("status")).charAt(0);
        }

        @Override
        public boolean isAsSent(ConfigMap stored, ConfigMap patch) {
            return stored.getData().equals(patch.getData());
        }
    }

    private static final class FakeWire implements StatusWriter.Wire<ConfigMap> {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final Deque<Runnable> later = new ArrayDeque<>();
        private final List<Duration> pauses = new ArrayList<>();
        private final List<String> stored = new ArrayList<>();
        private Optional<RuntimeException> failure = Optional.empty();
        private Runnable mistake = () -> {};
        private Runnable whileStoring = () -> {};
        private boolean changes;

        @Override
        public ConfigMap store(ConfigMap patch) {
            whileStoring.run();
            whileStoring = () -> {};
            if (failure.isPresent()) {
                throw failure.get();
            }
            mistake.run();
            stored.add(patch.getData().get("status"));
            return changes ? of("ada", patch.getData().get("status") + ", pruned") : patch;
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
