package dev.usher.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lines that say what is being started, and how long it took. */
final class Progress {

    private static final int LABEL = 66;

    private final Screen screen;
    private final Style style;

    Progress(Screen screen) {
        this.screen = screen;
        this.style = screen.style();
    }

    /** What came of some work, and how long it took. */
    record Timed<T>(T value, Duration took) {}

    /** Does the work, while the screen counts the seconds. */
    <T> Timed<T> timed(String label, Supplier<T> work) {
        long began = System.nanoTime();
        T value;
        try (var ticker = Executors.newSingleThreadScheduledExecutor()) {
            var ticks = ticker.scheduleAtFixedRate(
                    () -> screen.draw(List.of(line(style.busy(), label, began))), 0, 100, TimeUnit.MILLISECONDS);
            try {
                value = work.get();
            } finally {
                ticks.cancel(false);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        screen.say(line(style.done(), label, began));
        return new Timed<>(value, took);
    }

    /** Says that something is there that took no time. */
    void done(String label) {
        screen.say("  " + style.done() + " " + label);
    }

    /** Says that something is not there, and why. */
    void leftOut(String label) {
        screen.say("  " + style.dim(style.absentSign() + " " + label));
    }

    private String line(String sign, String label, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return "  %s %s%s"
                .formatted(sign, label + " ".repeat(Math.max(1, LABEL - label.length())), Screen.seconds(took));
    }
}
