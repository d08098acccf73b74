package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.log.Spans;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final Watchdog watchdog = new Watchdog(() -> 0, () -> {}, any -> true, Spans.NONE);

    /** A look at somebody that meets this. */
    private record Meeting(Error mistake) implements ControllerExecution<String> {
        @Override
        public String name() {
            return "reconcile";
        }

        @Override
        public String controllerName() {
            return "users";
        }

        @Override
        public String successTypeName(String result) {
            return result;
        }

        @Override
        public ResourceID resourceID() {
            return new ResourceID("ada", "people");
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of();
        }

        @Override
        public String execute() {
            throw mistake;
        }
    }

    /** After an Error the framework takes the resource for one that is worked on ever after. */
    @Test
    void aMistakeInALookIsAFailureThatTheFrameworkTriesAgain() {
        var mistake = new NoClassDefFoundError("javax/lang/model");

        assertThatThrownBy(() -> watchdog.timeControllerExecution(new Meeting(mistake)))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(mistake);
    }

    @Test
    void whatIsOfTheMachineGoesOn() {
        var used = new OutOfMemoryError("on purpose");

        assertThatThrownBy(() -> watchdog.timeControllerExecution(new Meeting(used)))
                .isSameAs(used);
    }
}
