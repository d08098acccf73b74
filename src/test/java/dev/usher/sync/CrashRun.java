package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.domain.account.KnownAccount;
import dev.usher.sync.Weather.Events;
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
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration STEP = Duration.ofMillis(25);
    /** Where everybody is counted at each look. */
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private static final int QUIET = 4;
    private static final int ROUNDS = 2;
    private static final int OFTEN = 8;

    private final Case told;
    private final Twist twist;
    private final Duration patience;
    private final Stage stage;
    private final Witness witness;
    private final List<Operator> processes = new ArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private Weather weather = Weather.FAIR;
    private long callsSeen;
    private int idle;

    /** One operator. */
    private record Operator(Mortal life, Cache cache, Lane lane) {}

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
     * @param broken what is not as it has to be
     */
    record Told(Map<Site, Integer> counts, End end, List<Witness.Write> writes, List<Crash> met, List<String> broken) {}

    CrashRun(Case told) {
        this(told, Twist.NONE, PATIENCE);
    }

    CrashRun(Case told, Twist twist, Duration patience) {
        this.told = told;
        this.twist = twist;
        this.patience = patience;
        this.stage = told.scenario().anybody() ? Stage.lookedAfter(SELDOM) : new Stage();
        this.witness = new Witness(stage);
    }

    Told tell() {
        try {
            begins(Optional.empty());
            for (var earlier : told.scenario().before()) {
                earlier.accept(stage);
                awaits("what was before", () -> Scenario.everybodyIsAsDecided(stage));
            }
            awaits("the first inventory", () -> now().lane().inventories().count() > 0);
            var invariants = new Invariants(stage, witness, told.scenario());
            witness.begins();
            weather = told.weather();
            now().cache().lags(weather.lag());
            now().life().meets(told.crashes().stream().findFirst());
            for (var step : told.scenario().steps()) {
                happens(step);
            }
            settles("the story");
            var counts = processes.getFirst().life().counts();
            if (told.crashes().stream().noneMatch(crash -> crash.way().lands())) {
                awaitsWhatIsSaid(invariants);
                invariants.whoFindsAPasswordGetsInByIt();
            }
            processes.forEach(process -> process.life().land());
            looksAgain(invariants);
            invariants.check(rests(), processes.stream().map(Operator::life).toList());
            return new Told(
                    counts,
                    End.of(stage),
                    witness.writes(),
                    processes.stream()
                            .flatMap(process -> process.life().met().stream())
                            .toList(),
                    invariants.broken());
        } finally {
            processes.forEach(CrashRun::ends);
            stage.close();
        }
    }

    private void happens(Scenario.Step step) {
        if (weather.events() == Events.LOST) {
            // Nobody works here who could hear of it.
            stage.lane = new Lane(stage.app.id(), stage.ports(), stage.timing, Stage.DIGESTS);
        }
        witness.declares(() -> step.happens().accept(stage));
        stage.lane = now().lane();
        if (weather.events() == Events.AGAIN) {
            asksAll(now().lane());
            asksAll(now().lane());
        }
        if (step.awaited() || !weather.hurried()) {
            awaits("the story", () -> step.done().test(stage) && !now().life().isOver());
        }
    }

    private static void ends(Operator process) {
        process.life().bury();
        try {
            process.lane().stop(Duration.ofMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Operator now() {
        return processes.getLast();
    }

    private void begins(Optional<Crash> crash) {
        var life = new Mortal(processes.size() + 1, bell::release);
        life.meets(crash);
        var cache = new Cache(stage, weather.lag());
        var ports = twist.ports(new MortalPorts(stage, life, witness, cache).ports(), stage);
        var lane = new Lane(stage.app.id(), ports, stage.timing, Stage.DIGESTS);
        var config = new AppConfig(stage.app.id(), "fake", Map.of());
        var target = stage.app.target(config);
        var connector = twist.connector(new MortalConnector(stage.app, life, witness), stage);
        processes.add(new Operator(life, cache, lane));
        stage.lane = lane;
        takesUp(now(), new Setup(connector, config, target));
    }

    /** On a thread of its own: it may die before it has begun. */
    private void takesUp(Operator process, Setup setup) {
        Thread.ofVirtual().start(() -> {
            try {
                var lane = process.lane();
                lane.start();
                lane.pace(Stage.tempo(Stage.UNLIMITED));
                lane.limit(told.scenario().budgets());
                lane.rule(stage.orders());
                lane.keep(twist.upkeep(told.scenario().upkeep()));
                lane.configure(setup);
                asksAll(lane);
            } catch (Exception e) {
                if (!process.life().isOver()) {
                    throw e;
                }
            }
        });
    }

    /** What informers do at a start, and now and then. */
    private void asksAll(Lane lane) {
        stage.world.keys().forEach(key -> asks(lane, key));
    }

    private void asks(Lane lane, Key key) {
        var decision = stage.world.decide(key, stage.app.id());
        var seen = stage.world.status(key, stage.app.id()).map(KnownAccount::state);
        lane.offer(key, decision.map(decided -> Priority.of(decided, seen)).orElse(Priority.CHANGE));
    }

    /** Another process goes on where one ended. */
    private void succeeds() {
        var old = now();
        var landing = old.life().met().filter(crash -> crash.way().lands()).map(Crash::landing);
        if (!old.life().isDead()) {
            witness.deposes(old.life());
        }
        if (landing.isEmpty()) {
            old.life().awaitsQuiet();
            ends(old);
        } else if (landing.get() == Crash.AT_ONCE) {
            old.life().land();
        }
        begins(told.crashes().stream().skip(processes.size()).findFirst());
        landing.filter(at -> at > Crash.AT_ONCE).ifPresent(at -> now().life().letsLand(at, old.life()::land));
    }

    private void settles(String what) {
        awaits(what, () -> told.scenario().done().test(stage) && !now().life().isOver());
    }

    /** Who is on the way there when the story ends says so, long before an inventory could find it. */
    private void awaitsWhatIsSaid(Invariants invariants) {
        try {
            awaits(
                    "what is said",
                    () -> told.scenario().done().test(stage) && !now().life().isOver() && invariants.isSaidTruly());
        } catch (Stuck e) {
            invariants.checkWhatIsSaid();
            if (invariants.broken().isEmpty()) {
                throw e;
            }
        }
    }

    /** Looked at whenever somebody said something, and whenever nobody does anything. */
    private void awaits(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                var end = End.of(stage);
                throw new Stuck("I6, I8: " + what + " does not come to its end: "
                        + (told.scenario().anybody() ? end.blurred() : end));
            }
            if (now().life().isOver()) {
                succeeds();
            }
            if (rests(told.scenario().anybody())) {
                timePasses();
            }
            stage.looksAtWhatIsHeld();
            var process = now();
            process.cache().told().forEach(key -> asks(process.lane(), key));
        }
    }

    /** With very many people it takes too long to look at all of them whenever somebody says something. */
    private boolean rests(boolean wait) {
        var idle = isIdle();
        while (wait && !idle && !now().life().isOver()) {
            idle = isIdle();
        }
        return idle;
    }

    private void timePasses() {
        stage.passes(STEP);
        var late = weather.lag() > 0 && now().cache().catchesUp();
        var again = weather.events() == Events.LOST && idle++ % OFTEN == 0;
        if (late || again) {
            asksAll(now().lane());
        }
    }

    /** Where nobody does anything but wait, time may pass faster. */
    private boolean isIdle() {
        var quiet = 0;
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
    private void looksAgain(Invariants invariants) {
        takesAnInventory();
        // One that was under way already may have passed by what came since.
        takesAnInventory();
        awaits(
                "what the inventory found",
                () -> told.scenario().done().test(stage) && !now().life().isOver() && invariants.holdNow());
        awaits("every claim has served", this::isEveryClaimServed);
    }

    private void takesAnInventory() {
        awaits("the first inventory", () -> now().lane().inventories().count() > 0);
        var process = now();
        var before = process.lane().inventories().count();
        stage.time.advance(told.scenario().upkeep().inventory().every());
        awaits(
                "an inventory",
                () -> !now().equals(process) || process.lane().inventories().count() > before);
    }

    private boolean isEveryClaimServed() {
        return !now().life().isOver()
                && stage.ledger.stored(stage.app.id()).claims().entrySet().stream()
                        .noneMatch(claim ->
                                claim.getValue().hasServed(stage.world.recorded(stage.app.id(), claim.getKey())));
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
