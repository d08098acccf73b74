package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.sync.Crash.Way;
import dev.usher.sync.Weather.Events;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes die at every call, in every way, and what follows is as if they had not.
 *
 * <p>Of each story every call of the process is an end once, in each way; after a read there is nothing that was not so before
 * the next call, so that this is left out. {@value #DOUBLES} times two processes end one after the
 * other, at calls that are drawn; and {@value #STORMS} times events are late, lost or told again while one ends.
 * {@code -Dusher.crash=<name>} tells one case again, {@value #AGAIN} times, since threads come to their calls in no fixed order.
 */
@Isolated("it notices that nobody does anything by nobody doing anything for some milliseconds")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final long SEED = 1815;
    private static final int DOUBLES = 60;
    private static final int STORMS = 60;
    private static final int AGAIN = 50;
    private static final int AT_A_TIME = 16;
    private static final int MOST_TOLD = 5;
    private static final String ONE = "usher.crash";
    private static final AtomicInteger ALL = new AtomicInteger();

    static List<Scenario> scenarios() {
        return Optional.ofNullable(System.getProperty(ONE))
                .map(name -> List.of(Case.of(name).scenario()))
                .orElseGet(Scenarios::all);
    }

    @AfterAll
    static void tellsHowMany() {
        System.out.printf("crash and stale suite: %,d runs in all%n", ALL.get());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void endsAsIfNobodyHadDied(Scenario scenario) throws InterruptedException {
        var started = System.nanoTime();
        var clean = new CrashRun(Case.of(scenario)).tell();
        assertThat(clean.broken()).as("told undisturbed").isEmpty();
        var cases = Optional.ofNullable(System.getProperty(ONE))
                .map(name ->
                        IntStream.range(0, AGAIN).mapToObj(any -> Case.of(name)).toList())
                .orElseGet(() -> cases(scenario, clean));
        var broken = new ConcurrentLinkedQueue<String>();
        var met = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var places = new Semaphore(AT_A_TIME);
            for (var one : cases) {
                places.acquire();
                executor.execute(() -> {
                    broken.addAll(wrong(one, clean, met));
                    places.release();
                });
            }
        }
        ALL.addAndGet(1 + cases.size());
        System.out.printf(
                "crash and stale, %s: %,d runs, %,d processes ended or stood still, %,d calls undisturbed, %.1f s%n",
                scenario, 1 + cases.size(), met.get(), total(clean), (System.nanoTime() - started) / 1e9);
        assertThat(broken.stream().limit(MOST_TOLD))
                .as("%d broken", broken.size())
                .isEmpty();
    }

    private static List<String> wrong(Case one, CrashRun.Told clean, AtomicInteger met) {
        try {
            var told = new CrashRun(one).tell();
            met.addAndGet(told.met().size());
            return Stream.concat(told.broken().stream(), Invariants.against(one.scenario(), clean, told).stream())
                    .map(what -> one + " " + what)
                    .toList();
        } catch (CrashRun.Stuck e) {
            return List.of(one + " " + e.getMessage());
        } catch (RuntimeException | Error e) {
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return List.of(one + " " + trace);
        }
    }

    private static int total(CrashRun.Told clean) {
        return clean.counts().values().stream().mapToInt(count -> count).sum();
    }

    private static List<Case> cases(Scenario scenario, CrashRun.Told clean) {
        var random = new Random(SEED);
        var all = singles(scenario, clean, random);
        var cases = new ArrayList<>(
                all.stream().map(crash -> Case.of(scenario, crash)).toList());
        for (var number = 0; number < DOUBLES; number++) {
            cases.add(Case.of(scenario, any(all, random), any(all, random)));
        }
        for (var number = 0; number < STORMS; number++) {
            var weather = new Weather(random.nextInt(6), any(List.of(Events.values()), random), random.nextBoolean());
            cases.add(new Case(scenario, weather, number % 3 == 0 ? List.of() : List.of(any(all, random))));
        }
        return cases;
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<Crash> singles(Scenario scenario, CrashRun.Told clean, Random random) {
        var all = new ArrayList<Crash>();
        var total = total(clean);
        clean.counts().forEach((site, count) -> {
            for (var number = 1; number <= count; number++) {
                all.add(new Crash(site, number, Way.BEFORE, 0));
                if (site.hasEffect()) {
                    all.add(new Crash(site, number, Way.AFTER, 0));
                    var later = 1 + random.nextInt(total);
                    all.add(new Crash(site, number, Way.UNRECORDED, 0));
                    all.add(new Crash(site, number, Way.LATE, Crash.AT_ONCE));
                    if (!scenario.landsLate(site)) {
                        continue;
                    }
                    all.add(new Crash(site, number, Way.LATE, later));
                    all.add(new Crash(site, number, Way.LATE, Crash.AT_THE_END));
                    all.add(new Crash(site, number, Way.PAUSED, later));
                    all.add(new Crash(site, number, Way.PAUSED, Crash.AT_THE_END));
                }
            }
        });
        return all;
    }
}
