package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.sync.Correlated;
import dev.usher.sync.CorrelationId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static ExtLogRecord entry(String logger) {
        var entry = new ExtLogRecord(Level.INFO, "text", WitnessTest.class.getName());
        entry.setLoggerName(logger);
        return entry;
    }

    private static Map<Field, String> noted(ExtLogRecord entry, Optional<String> trace) {
        new Witness(any -> trace).publish(entry);
        return Witness.noted(entry);
    }

    private static Map<Field, String> noted(ExtLogRecord entry) {
        return noted(entry, Optional.empty());
    }

    @Test
    void whatAThreadIsAboutIsNotedOnWhatItWrites() {
        var noted = Context.of(Field.APP, "people/wiki")
                .with(Field.RESOURCE, "ProvisionedUser/people/u1")
                .call(() -> noted(entry("dev.usher.sync.Lane")));

        assertThat(noted).isEqualTo(Map.of(Field.APP, "people/wiki", Field.RESOURCE, "ProvisionedUser/people/u1"));
    }

    @Test
    void whatIsNotedStaysWithTheRecordWhoeverReadsIt() throws InterruptedException {
        var entry = entry("dev.usher.sync.Lane");
        Context.of(Field.APP, "people/wiki").run(() -> noted(entry));
        var read = new AtomicReference<Map<Field, String>>(Map.of());
        Thread.ofPlatform().start(() -> read.set(Witness.noted(entry))).join();

        assertThat(read.get()).isEqualTo(Map.of(Field.APP, "people/wiki"));
    }

    @Test
    void aThreadThatIsAboutNothingHasNothingNoted() {
        assertThat(noted(entry("dev.usher.runtime.Station"))).isEmpty();
    }

    @Test
    void aChangeIsKnownByItsCorrelationAndSeenInItsOwnTrace() {
        Correlated.of(() -> {
            var id = CorrelationId.current().orElseThrow();
            assertThat(noted(entry("a"), Optional.of(TRACE)))
                    .isEqualTo(Map.of(Field.CORRELATION, id, Field.TRACE, TRACE));
            Context.of(Field.TRACE, OTHER)
                    .run(() -> assertThat(noted(entry("a"), Optional.of(TRACE))).containsEntry(Field.TRACE, TRACE));
            return true;
        });
    }

    @Test
    void whereAChangeHasNoTraceItIsSeenInThatOfTheWorkItIsPartOf() {
        Correlated.of(() -> {
            Context.of(Field.TRACE, OTHER)
                    .run(() -> assertThat(noted(entry("a"))).containsEntry(Field.TRACE, OTHER));
            assertThat(noted(entry("a"))).doesNotContainKey(Field.TRACE);
            return true;
        });
    }

    @Test
    void whatTheFrameworkSaysOfAResourceIsAboutThatOneAndWhatAThreadInheritedIsNot() {
        var framework = entry("io.javaoperatorsdk.operator.processing.event.EventProcessor");
        var own = entry("dev.usher.sync.Lane");
        for (var one : new ExtLogRecord[] {framework, own}) {
            one.putMdc("resource.kind", "Role");
            one.putMdc("resource.namespace", "people");
            one.putMdc("resource.name", "analyst");
        }

        assertThat(noted(framework)).isEqualTo(Map.of(Field.RESOURCE, "Role/people/analyst"));
        assertThat(noted(own)).isEmpty();
    }
}
