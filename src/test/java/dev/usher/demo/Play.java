package dev.usher.demo;

import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        long began = System.nanoTime();
        Ran ran = stage.kubectl(act.command());
        if (ran.exitCode() != 0) {
            return missed(
                    began,
                    List.of(new Difference(
                            "kubectl", "exit code 0", ran.errors().strip())));
        }
        Look last = watch(act, began);
        Duration took = since(began);
        screen.keep(table.lines(last.board()));
        List<Difference> differences = last.differences(act.people());
        if (!differences.isEmpty()) {
            return missed(began, differences);
        }
        long accounts = act.people().stream()
                .mapToLong(person -> person.accounts().size())
                .sum();
        screen.keep(List.of(
                "",
                "  %s Ready after %s; the apps agree: all %d accounts are as declared."
                        .formatted(style.done(), style.bold(Screen.seconds(took)), accounts)));
        return new Result.Done(took);
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
        lines.add("");
        screen.keep(lines);
    }

    /** Draws what the apps hold until all is said to be ready, or patience ends; returns the last look. */
    private Look watch(Act act, long began) {
        var last = new AtomicReference<>(look(began));
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK_EVERY)
                    .atMost(patience)
                    .until(() -> {
                        last.set(look(began));
                        return last.get().saysReady(act.people());
                    });
        } catch (ConditionTimeoutException e) {
            return Look.at(stage);
        }
        return last.get();
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
