package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.measure.Shortfall;
import dev.usher.sync.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What it costs to measure 100,000 people with 5 apps each, of whom everything is open, and of whom nothing is. */
public final class MeasuresLoad {
    private static final int PEOPLE = 100_000;
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final List<AppId> APPS =
            IntStream.range(0, 5).mapToObj(n -> new AppId("people", "app-" + n)).toList();

    private MeasuresLoad() {}

    public static void main(String[] arguments) {
        for (var round = 0; round < 3; round++) {
            var work = new OpenWork(new RecordedFigures());
            var before = used();
            print("open", () -> everybody(work, NOW));
            System.out.printf("  memory: %,d bytes a person%n", (used() - before) / PEOPLE);
            print("picture of all", () -> work.levels(NOW.plusSeconds(60)));
            print("confirmed", () -> confirmed(work));
            print("picture of none", () -> work.levels(NOW.plusSeconds(60)));
        }
    }

    private static void everybody(OpenWork work, Instant now) {
        for (var person = 0; person < PEOPLE; person++) {
            var wanted = new HashMap<AppId, OpenWork.Wanted>();
            APPS.forEach(app -> wanted.put(app, new OpenWork.Wanted(now, false, false, Shortfall.WAITING)));
            work.note(new Key.OfUser("people", "person-" + person), wanted, Set.of(), Set.of(), now);
        }
    }

    private static void confirmed(OpenWork work) {
        for (var person = 0; person < PEOPLE; person++) {
            work.note(new Key.OfUser("people", "person-" + person), Map.of(), Set.copyOf(APPS), Set.of(), NOW);
        }
    }

    private static void print(String what, Runnable work) {
        var begin = System.nanoTime();
        work.run();
        System.out.printf(
                "%s: %,d ms%n",
                what, Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    private static long used() {
        System.gc();
        var memory = Runtime.getRuntime();
        return memory.totalMemory() - memory.freeMemory();
    }
}
