package dev.usher.demo;

import dev.usher.cluster.Project;
import dev.usher.demo.Result.Done;
import dev.usher.demo.Result.Missed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./usher demo [--once]}: from nothing to a joiner, a mover and a leaver that were read back from the apps. */
public final class Demo {

    private static final Duration REDRAW_EVERY = Duration.ofMillis(250);

    private final Screen screen;
    private final Ending ending;
    private final Settings settings;
    private final Closing closing = new Closing();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /**
     * How the demo runs.
     *
     * @param once whether it ends by itself
     * @param operator the operator's environment
     * @param patience how long each act may take
     */
    record Settings(boolean once, Map<String, String> operator, Duration patience) {

        /** The simulated apps are on this machine and speak http, which an operator does only if it is told to. */
        static Settings usual(boolean once) {
            return new Settings(
                    once,
                    Map.of("USHER_NETWORK_ALLOWED", "127.0.0.0/8", "USHER_NETWORK_PLAINTEXT", "true"),
                    Duration.ofSeconds(30));
        }
    }

    Demo(Screen screen, Settings settings) {
        this.screen = screen;
        this.ending = new Ending(screen);
        this.settings = settings;
    }

    /** Exit code: 0 if every step was read back from the apps, 1 if not, 2 for a call that is not understood. */
    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        if (!List.of("--once").containsAll(options)) {
            System.err.println("usage: ./usher demo [--once]");
            System.exit(2);
        }
        // What libraries say is not for a newcomer: what matters is on the screen, or in the operator's own log.
        Logger.getLogger("").setLevel(Level.OFF);
        var demo = new Demo(Screen.ofThisProcess(), Settings.usual(!options.isEmpty()));
        Runtime.getRuntime().addShutdownHook(new Thread(demo::interrupt));
        System.exit(demo.run());
    }

    /** Plays everything, and returns the exit code when whatever was started has ended. */
    int run() {
        try (closing) {
            return play();
        } catch (RuntimeException e) {
            screen.keep(List.of("", "  " + screen.style().failed() + " The demo cannot go on: " + e.getMessage()));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Ends whatever was started; returns when it has ended. */
    void interrupt() {
        if (closing.isClosed()) {
            return;
        }
        screen.endWith("Ended, and everything removed.");
        interrupted.countDown();
        closing.close();
    }

    private int play() throws InterruptedException {
        screen.keep(List.of(
                "",
                screen.style().bold("Usher")
                        + " keeps accounts in apps as Kubernetes resources say: who has what, and why.",
                ""));
        var samples = new Samples(Project.path("config"));
        Stage stage = new Opening(new Progress(screen), closing).stage(samples, settings.operator());
        // Beside the kubeconfig, because that directory is removed however this JVM ends.
        Path kubeconfig = stage.plane().kubeconfig();
        Command apply = samples.apply(stage.apps(), kubeconfig.resolveSibling(""));
        Path checkout = Project.path("");
        Optional<Command> directory =
                stage.directory().map(there -> there.apply(checkout, kubeconfig.resolveSibling("")));
        Optional<Command> database =
                stage.database().map(there -> there.apply(checkout, kubeconfig.resolveSibling("")));
        var play = new Play(stage, screen, settings.patience());
        Map<Act, Done> times = new LinkedHashMap<>();
        for (Act act : Script.acts(apply, checkout, directory, database)) {
            switch (play.perform(act)) {
                case Done done -> times.put(act, done);
                case Missed missed -> {
                    ending.failed(act, missed, stage.operatorLog());
                    return 1;
                }
            }
        }
        ending.succeeded(stage.operatorReady(), times);
        if (settings.once()) {
            ending.howToStay();
        } else {
            ending.howToLook(stage);
            stay(stage);
        }
        return 0;
    }

    /** Goes on showing what the apps hold, until Ctrl-C. */
    private void stay(Stage stage) throws InterruptedException {
        var table = new Table(screen.style());
        while (!interrupted.await(REDRAW_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (screen.isLive()) {
                screen.draw(table.lines(stage.board(stage.users())));
            }
        }
    }
}
