package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.sync.Crash.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes die at every call, in every way, and what follows is as if they had not. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final long SEED = 1815;

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void endsAsIfNobodyHadDied(Scenario scenario) throws InterruptedException {
        var started = System.nanoTime();
        var clean = new CrashRun(scenario, List.of()).tell();
        assertThat(clean.violations()).isEmpty();
        var cases = singles(clean);
        var broken = new ConcurrentLinkedQueue<String>();
        var spent = new java.util.concurrent.atomic.AtomicLong();
        var met = new java.util.concurrent.atomic.AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var places = new Semaphore(12);
            for (var crash : cases) {
                places.acquire();
                executor.submit(() -> {
                    try {
                        var begun = System.nanoTime();
                        var told = new CrashRun(scenario, List.of(crash)).tell();
                        spent.addAndGet(System.nanoTime() - begun);
                        met.addAndGet(told.met().size());
                        var all = new ArrayList<>(told.violations());
                        all.addAll(Invariants.against(clean, told));
                        all.forEach(what -> broken.add(scenario + ":" + crash + " " + what));
                    } catch (RuntimeException | Error e) {
                        var text = new java.io.StringWriter();
                        e.printStackTrace(new java.io.PrintWriter(text));
                        broken.add(scenario + ":" + crash + " " + text);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        System.out.printf(
                "%s: %d runs, %d ends met, %d ms; %d each; calls %s%n",
                scenario,
                cases.size(),
                met.get(),
                (System.nanoTime() - started) / 1_000_000,
                spent.get() / 1_000_000 / cases.size(),
                clean.counts());
        assertThat(broken).isEmpty();
    }

    private static List<Crash> singles(CrashRun.Told clean) {
        var random = new Random(SEED);
        var all = new ArrayList<Crash>();
        var total = clean.counts().values().stream().mapToInt(count -> count).sum();
        clean.counts().forEach((site, count) -> {
            for (var number = 1; number <= count; number++) {
                all.add(new Crash(site, number, Way.BEFORE, 0));
                all.add(new Crash(site, number, Way.AFTER, 0));
                if (site.hasEffect()) {
                    all.add(new Crash(site, number, Way.UNRECORDED, 0));
                    all.add(new Crash(site, number, Way.LATE, Crash.AT_ONCE));
                    all.add(new Crash(site, number, Way.LATE, 1 + random.nextInt(total)));
                    all.add(new Crash(site, number, Way.LATE, Crash.AT_THE_END));
                }
            }
        });
        return all;
    }
}
