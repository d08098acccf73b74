package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.log.Heard;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecurringTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final AtomicInteger times = new AtomicInteger();

    private void isMissingAClass() {
        times.incrementAndGet();
        throw new NoClassDefFoundError("javax/lang/model");
    }

    @Test
    void isDoneAgainAfterAMistakeWhichIsSaid() {
        try (var heard = Heard.of(Recurring.class);
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            new Recurring(this::isMissingAClass, "it could not be done").by(timer, SHORT, SHORT);

            await().until(() -> times.get() > 2);
            timer.shutdownNow();
            assertThat(heard.lines()).anyMatch(line -> line.message().equals("it could not be done"));
        }
    }

    @Test
    void isNotDoneAgainWhereTheMemoryIsUsedUp() {
        var used = new OutOfMemoryError("on purpose");
        var recurring = new Recurring(
                () -> {
                    throw used;
                },
                "it could not be done");

        assertThatThrownBy(recurring::run).isSameAs(used);
    }
}
