package dev.usher.demo;

import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/** Performs acts before the eyes of the person: the command, the table while it changes, and what came of it. */
final class Play {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Stage stage;
    private final Screen screen;
    private final Style style;
    private final Table table;
    private final Duration patience;

    /** @param patience how long resources may take to say Ready */
    Play(Stage stage, Screen screen, Duration patience) {
        this.stage = stage;
        this.screen = screen;
        this.style = screen.style();
        this.table = new Table(style);
        this.patience = patience;
    }

    Result perform(Act act) {
        announce(act);
        List<String> before = stage.runs();
        long began = System.nanoTime();
        Ran ran = stage.kubectl(act.command());
        if (ran.exitCode() != 0) {
            return missed(
                    began,
                    List.of(new Difference(
                            "kubectl", "exit code 0", ran.errors().strip())));
        }
        Watched watched = watch(act, before, began);
        Duration took = since(began);
        screen.keep(table.lines(watched.last().board()));
        List<Difference> differences = watched.last().differences(act.people());
        if (!differences.isEmpty()) {
            return missed(began, differences);
        }
        long accounts = act.people().stream()
                .mapToLong(person -> person.accounts().size())
                .sum();
        screen.keep(List.of(
                "",
                "  %s %sReady after %s; the apps agree: %d of %d accounts are as declared."
                        .formatted(
                                style.done(),
                                watched.read()
                                        .map(after -> "Read after " + Screen.seconds(after) + ", ")
                                        .orElse(""),
                                style.bold(Screen.seconds(took)),
                                accounts,
                                accounts)));
        return new Result.Done(took, watched.read());
    }

    private void announce(Act act) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style.bold(act.name()) + "  " + act.story());
        String prompt = "  $ ";
        for (String line : act.command().shown()) {
            lines.add(prompt + style.command(line));
            prompt = "    ";
        }
        act.edit().forEach(line -> lines.add("      " + style.dim(line)));
        lines.add("");
        screen.keep(lines);
    }

    /**
     * What was seen in the end.
     *
     * @param read when a source had read what was edited
     */
    private record Watched(Look last, Optional<Duration> read) {}

    /**
     * Draws what the apps hold until what was edited is read and all is said to be ready, or patience ends.
     *
     * @param before what sources had read before the command
     */
    private Watched watch(Act act, List<String> before, long began) {
        var last = new AtomicReference<>(look(began));
        var read = new AtomicReference<>(Optional.<Duration>empty());
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK_EVERY)
                    .atMost(patience)
                    .until(() -> {
                        // The look comes after it: what was read is in the resources by then.
                        if (!act.edit().isEmpty()
                                && read.get().isEmpty()
                                && !stage.runs().equals(before)) {
                            read.set(Optional.of(since(began)));
                        }
                        last.set(look(began));
                        return (act.edit().isEmpty() || read.get().isPresent())
                                && last.get().saysReady(act.people());
                    });
        } catch (ConditionTimeoutException e) {
            return new Watched(Look.at(stage), read.get());
        }
        return new Watched(last.get(), read.get());
    }

    private Look look(long began) {
        Look look = Look.at(stage);
        List<String> lines = new ArrayList<>(table.lines(look.board()));
        lines.add("");
        lines.add("  %s waiting for Ready, %s".formatted(style.busy(), Screen.seconds(since(began))));
        screen.draw(lines);
        return look;
    }

    private static Result missed(long began, List<Difference> differences) {
        return new Result.Missed(since(began), differences);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
