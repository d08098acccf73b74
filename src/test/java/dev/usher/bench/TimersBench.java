package dev.usher.bench;

import dev.usher.controller.Agenda;
import dev.usher.sync.Key;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What it costs to wait for the next date of each person, and how punctual it is. */
final class TimersBench {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final int PEOPLE = 100_000;
    private static final int DATES_EACH = 3;
    private static final int ROUNDS = 5;
    /** The serial collector leaves some dead objects where they are in all but every fourth collection. */
    private static final int COMPACTED_WITHIN = 4;

    private static final int MOST_BYTES = 200;
    private static final int DUE = 10_000;
    private static final int SPEED = 60;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOST_LATENESS = Duration.ofSeconds(1);
    private static final String ROW = "%-62s %10s   %s%n";

    /** A key and when it was handed out. */
    private record Delivery(int number, Instant when) {}

    private TimersBench() {}

    /** Returns whether every figure is within its bound. */
    static boolean run(PrintStream out) throws InterruptedException {
        out.printf(ROW, "what", "must", "seen");
        var lean = memory(out);
        var punctual = punctuality(out);
        return burst(out) && lean && punctual;
    }

    private static boolean memory(PrintStream out) {
        var names = new String[PEOPLE];
        Arrays.setAll(names, "person-%06d"::formatted);
        var bytes = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            bytes[round] = bytesOfOne(names, new Random(round));
        }
        Arrays.sort(bytes);
        var median = bytes[ROUNDS / 2];
        out.printf(
                ROW,
                "heap for each of %,d people with %d dates, without the name".formatted(PEOPLE, DATES_EACH),
                "≤ " + MOST_BYTES + " B",
                String.format(
                        Locale.ROOT, "%.0f B (%d rounds: %.1f to %.1f)", median, ROUNDS, bytes[0], bytes[ROUNDS - 1]));
        return bytes[ROUNDS - 1] <= MOST_BYTES;
    }

    private static double bytesOfOne(String[] names, Random random) {
        var before = usedHeap();
        var agenda = filled(names, random);
        return (double) (usedHeap() - before) / agenda.size();
    }

    /** Only the next of a person's dates is waited for; the later ones were said before, as when a start is moved. */
    private static Agenda filled(String[] names, Random random) {
        var agenda = new Agenda(Clock.fixed(START, ZoneOffset.UTC), key -> {});
        for (var name : names) {
            var key = new Key.OfUser("people", name);
            random.longs(DATES_EACH, 0, Duration.ofDays(1000).toMillis())
                    .boxed()
                    .sorted((one, other) -> Long.compare(other, one))
                    .forEach(date -> agenda.at(key, START.plusMillis(date)));
        }
        return agenda;
    }

    private static long usedHeap() {
        for (var collection = 0; collection < COMPACTED_WITHIN; collection++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static boolean punctuality(PrintStream out) throws InterruptedException {
        var began = System.nanoTime();
        InstantSource fast = () -> START.plusNanos((System.nanoTime() - began) * SPEED);
        var clock = fast.withZone(ZoneOffset.UTC);
        var deliveries = new ArrayList<Delivery>(DUE);
        var left = new CountDownLatch(DUE);
        // The pauses between looks pass as much faster as the clock does.
        var agenda = new Agenda(clock, key -> record(key, clock, deliveries, left), Agenda.LOOK_EVERY.dividedBy(SPEED));
        var random = new Random(1);
        var dates = new Instant[DUE];
        Arrays.setAll(dates, number -> START.plusNanos(random.nextLong(HOUR.toNanos())));
        for (var number = 0; number < DUE; number++) {
            agenda.at(key(number), dates[number]);
        }
        agenda.start();
        left.await();
        agenda.stop();
        return judged(out, deliveries, dates);
    }

    /** A pause of the machine is seen so many times longer as the clock is faster: it counts as long as it really was. */
    private static boolean judged(PrintStream out, List<Delivery> deliveries, Instant[] dates) {
        var lateness = deliveries.stream()
                .map(delivery -> Duration.between(dates[delivery.number()], delivery.when()))
                .sorted()
                .toList();
        var early = lateness.stream().filter(Duration::isNegative).count();
        var most = lateness.get(lateness.size() * 99 / 100);
        var latest = lateness.getLast();
        var paused = latest.minus(Agenda.LOOK_EVERY).dividedBy(SPEED);
        var ordered = isOrdered(deliveries, dates);
        var must = "≤ " + MOST_LATENESS.toMillis() + " ms";
        out.printf(
                ROW,
                "%,d dates in an hour, sped up %d times: lateness of 99 %%".formatted(DUE, SPEED),
                must,
                "%d ms (median %d ms); early: %d; in order: %s"
                        .formatted(
                                most.toMillis(),
                                lateness.get(lateness.size() / 2).toMillis(),
                                early,
                                ordered ? "all" : "NOT all"));
        out.printf(
                ROW,
                "  the latest of them, at the speed of a real clock",
                must,
                "%d ms: a look and a pause of %d ms (%d ms on the fast clock)"
                        .formatted(Agenda.LOOK_EVERY.plus(paused).toMillis(), paused.toMillis(), latest.toMillis()));
        return most.compareTo(MOST_LATENESS) <= 0
                && Agenda.LOOK_EVERY.plus(paused).compareTo(MOST_LATENESS) <= 0
                && early == 0
                && ordered;
    }

    private static boolean burst(PrintStream out) throws InterruptedException {
        var now = new AtomicReference<>(START);
        var clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        var took = new long[ROUNDS];
        var ordered = true;
        for (var round = 0; round < ROUNDS; round++) {
            now.set(START);
            var deliveries = new ArrayList<Delivery>(DUE);
            var left = new CountDownLatch(DUE);
            var agenda = new Agenda(clock, key -> record(key, clock, deliveries, left));
            agenda.start();
            for (var number = 0; number < DUE; number++) {
                agenda.at(key(number), START.plus(HOUR));
            }
            var began = System.nanoTime();
            now.set(START.plus(HOUR));
            left.await();
            took[round] = Duration.ofNanos(System.nanoTime() - began).toMillis();
            agenda.stop();
            for (var place = 0; place < DUE; place++) {
                ordered &= deliveries.get(place).number() == place;
            }
        }
        Arrays.sort(took);
        out.printf(
                ROW,
                "%,d dates at one instant, until the last was handed out".formatted(DUE),
                "≤ " + MOST_LATENESS.toMillis() + " ms",
                "%d ms (%d rounds: %d to %d), of which up to %d ms is noticing; in order: %s"
                        .formatted(
                                took[ROUNDS / 2],
                                ROUNDS,
                                took[0],
                                took[ROUNDS - 1],
                                Agenda.LOOK_EVERY.toMillis(),
                                ordered ? "all" : "NOT all"));
        return took[ROUNDS - 1] <= MOST_LATENESS.toMillis() && ordered;
    }

    private static boolean isOrdered(List<Delivery> deliveries, Instant[] dates) {
        for (var place = 1; place < deliveries.size(); place++) {
            if (dates[deliveries.get(place).number()].isBefore(
                    dates[deliveries.get(place - 1).number()])) {
                return false;
            }
        }
        return true;
    }

    private static Key key(int number) {
        return new Key.OfUser("people", Integer.toString(number));
    }

    private static void record(Key key, Clock clock, List<Delivery> deliveries, CountDownLatch left) {
        if (key instanceof Key.OfUser user) {
            deliveries.add(new Delivery(Integer.parseInt(user.name()), clock.instant()));
        }
        left.countDown();
    }
}
