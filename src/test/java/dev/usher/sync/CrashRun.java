package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.safety.Budgets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One telling of a story, in which processes die as planned and others take over, until all is as decided. */
final class CrashRun {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(25);
    private static final int QUIET = 4;
    private static final int ROUNDS = 2;

    private final Scenario scenario;
    private final List<Crash> planned;
    private final Stage stage = new Stage();
    private final Witness witness = new Witness(stage.time::nanos);
    private final List<Process> processes = new ArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private long callsSeen;
    private int quiet;

    /** One operator. */
    private record Process(Mortal life, Lane lane) {}

    /** A story that does not come to its end. */
    static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stuck(String what) {
            super(what);
        }
    }

    /**
     * What came of it.
     *
     * @param counts how often the first process called what, since the story began
     * @param met which of the planned ends came
     */
    record Told(
            Map<Site, Integer> counts,
            End end,
            List<Witness.Seen> seen,
            List<Witness.Write> writes,
            List<Crash> met,
            List<String> violations) {}

    CrashRun(Scenario scenario, List<Crash> planned) {
        this.scenario = scenario;
        this.planned = List.copyOf(planned);
    }

    Told tell() {
        try {
            begins(Optional.empty());
            scenario.before().accept(stage);
            settles("what was before");
            witness.forget();
            now().life().meets(planned.stream().findFirst());
            for (var step : scenario.steps()) {
                step.accept(stage);
                settles("the story");
            }
            var counts = processes.getFirst().life().counts();
            processes.forEach(process -> process.life().land());
            looksAgain();
            var stray = rests();
            return new Told(
                    counts,
                    End.of(stage),
                    witness.all(),
                    witness.writes(),
                    processes.stream()
                            .flatMap(process -> process.life().met().stream())
                            .toList(),
                    Invariants.of(stage, witness, stray));
        } finally {
            processes.forEach(this::ends);
            stage.close();
        }
    }

    private void ends(Process process) {
        process.life().bury();
        try {
            process.lane().stop(Duration.ofMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process now() {
        return processes.getLast();
    }

    private void begins(Optional<Crash> crash) {
        var life = new Mortal(processes.size() + 1, bell::release);
        life.meets(crash);
        var ports = new MortalPorts(stage, life, witness).ports();
        var lane = new Lane(stage.app.id(), ports, stage.timing, Stage.DIGESTS);
        var config = new AppConfig(stage.app.id(), "fake", Map.of());
        var target = stage.app.target(config);
        processes.add(new Process(life, lane));
        stage.lane = lane;
        takesUp(
                lane,
                new Setup(
                        new MortalConnector(stage.app, life, witness),
                        config,
                        target,
                        stage.setup().secret()));
    }

    /** On a thread of its own: it may die before it has begun. */
    private void takesUp(Lane lane, Setup setup) {
        Thread.ofVirtual().start(() -> {
            try {
                lane.start();
                lane.pace(Stage.UNLIMITED);
                lane.limit(Budgets.STANDARD);
                lane.keep(scenario.upkeep());
                lane.configure(setup);
                asksAll(lane);
            } catch (Exception e) {
                if (!now().life().isOver() && now().lane().equals(lane)) {
                    throw e;
                }
            }
        });
    }

    /** What informers do at a start, and now and then. */
    private void asksAll(Lane lane) {
        stage.world.keys().forEach(key -> {
            var decision = stage.world.decide(key, stage.app.id());
            var seen = stage.world.status(key, stage.app.id()).map(KnownAccount::state);
            lane.offer(key, decision.map(decided -> Priority.of(decided, seen)).orElse(Priority.CHANGE));
        });
    }

    /** Another process goes on where one ended. */
    private void succeeds() {
        var old = now();
        var number = processes.size();
        var landing = old.life().met().filter(crash -> crash.way().lands()).map(Crash::landing);
        if (!old.life().isDead()) {
            old.life().depose();
        }
        if (landing.isEmpty()) {
            ends(old);
        } else if (landing.get() == Crash.AT_ONCE) {
            old.life().land();
        }
        begins(planned.stream().skip(number).findFirst());
        landing.filter(at -> at > Crash.AT_ONCE).ifPresent(at -> now().life().letsLand(at, old.life()::land));
    }

    private void settles(String what) {
        awaits(what, () -> scenario.done().test(stage) && !now().life().isOver());
    }

    /** Looked at whenever somebody said something, and whenever nobody does anything. */
    private void awaits(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new Stuck("I6, I8: " + what + " does not come to its end: " + End.of(stage));
            }
            if (now().life().isOver()) {
                succeeds();
            }
            if (isIdle()) {
                stage.passes(STEP);
            }
        }
    }

    /** Where nobody does anything but wait, time may pass faster. */
    private boolean isIdle() {
        quiet = 0;
        while (quiet < QUIET) {
            try {
                if (bell.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stuck("interrupted");
            }
            var calls = now().life().calls();
            quiet = calls == callsSeen ? quiet + 1 : 0;
            callsSeen = calls;
        }
        return true;
    }

    /** The next inventory finds whatever was done behind the back of the last process. */
    private void looksAgain() {
        awaits("the first inventory", () -> now().lane().inventories() > 0);
        var process = now();
        var before = process.lane().inventories();
        stage.time.advance(scenario.upkeep().every());
        awaits("an inventory", () -> now() != process || process.lane().inventories() > before);
        settles("what the inventory found");
        awaits("every claim has served", this::isEveryClaimServed);
    }

    private boolean isEveryClaimServed() {
        var served = stage.ledger.stored(stage.app.id()).claims().entrySet().stream()
                .filter(claim -> claim.getValue()
                        .hasServed(stage.world.recorded(
                                stage.app.id(), stage.setup().target().tenant(), claim.getKey())));
        return served.findAny().isEmpty() && !now().life().isOver();
    }

    /** Everybody is looked at once more, and nothing is left to do: says what was written all the same. */
    private List<Witness.Write> rests() {
        var written = witness.writes().size();
        asksAll(now().lane());
        for (var round = 0; round < ROUNDS; round++) {
            while (!isIdle()) {
                Thread.onSpinWait();
            }
            stage.passes(STEP.multipliedBy(QUIET));
        }
        settles("rest");
        var all = witness.writes();
        return all.subList(written, all.size());
    }
}
