package dev.usher.bench.directory;

import com.sun.management.OperatingSystemMXBean;
import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.thirdparty.Slapd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;

/** The connector and plain code ask one directory in turn, each below a unit of its own, and over as many connections. */
public final class Duel implements AutoCloseable {
    /** As many requests at a time as a lane has where nothing else is declared. */
    private static final int CONNECTIONS = 8;

    private static final int PAGE = 500;

    private final Slapd slapd;
    private final int listed;
    private final Split connector;
    private final Split hand;
    private int made;

    /** What one side got done in a turn, and what this process took of the cores for each. */
    record Took(double perSecond, double cpuMicros) {}

    private record Pair(Took connector, Took hand) {}

    /**
     * How often each did something in a second, and what that took, in the middle of all rounds.
     *
     * @param ratios how many times as much as plain code the connector gets done in a time, from the worst round to the best
     */
    public record Seen(Took connector, Took hand, List<Double> ratios) {
        private static Seen of(List<Pair> rounds) {
            return new Seen(
                    median(rounds.stream().map(Pair::connector).toList()),
                    median(rounds.stream().map(Pair::hand).toList()),
                    rounds.stream()
                            .mapToDouble(round ->
                                    round.connector().perSecond() / round.hand().perSecond())
                            .sorted()
                            .boxed()
                            .toList());
        }

        /** Of an even number the worse one of the two in the middle. */
        public double ratio() {
            return ratios.get((ratios.size() - 1) / 2);
        }

        /** What either did in a second. */
        public String perSecond() {
            return String.format(Locale.ROOT, "%,.0f and %,.0f", connector.perSecond(), hand.perSecond());
        }

        /** What each took of the cores in this process. */
        public String cpu() {
            return String.format(Locale.ROOT, "%.0f and %.0f µs", connector.cpuMicros(), hand.cpuMicros());
        }

        private static Took median(List<Took> seen) {
            return new Took(
                    median(seen.stream().mapToDouble(Took::perSecond)),
                    median(seen.stream().mapToDouble(Took::cpuMicros)));
        }

        private static double median(DoubleStream seen) {
            var sorted = seen.sorted().toArray();
            return sorted[(sorted.length - 1) / 2];
        }
    }

    private interface Work {
        void with(int number) throws Exception;
    }

    private interface Turn {
        Took by(Split side) throws Exception;
    }

    /** @param listed how many each side finds when it reads all */
    public Duel(Slapd slapd, int listed) throws Exception {
        this.slapd = slapd;
        this.listed = listed;
        try (var admin = slapd.admin()) {
            for (var unit : List.of("connector", "hand")) {
                for (var part : List.of("listed", "made")) {
                    admin.add("dn: " + base(unit, part), "objectClass: organizationalUnit", "ou: " + unit + "-" + part);
                }
                fill(admin, base(unit, "listed"));
            }
        }
        connector = new Split(
                ByConnector.open(slapd, base("connector", "made"), CONNECTIONS, PAGE),
                ByConnector.open(slapd, base("connector", "listed"), CONNECTIONS, PAGE),
                new ArrayList<>());
        hand = new Split(
                ByHand.open(slapd, base("hand", "made"), CONNECTIONS, PAGE),
                ByHand.open(slapd, base("hand", "listed"), CONNECTIONS, PAGE),
                new ArrayList<>());
    }

    private static String base(String unit, String part) {
        return "ou=" + unit + "-" + part + ",ou=people," + Slapd.BASE;
    }

    private void fill(LDAPConnection admin, String base) throws Exception {
        for (var number = 0; number < listed; number++) {
            var name = "listed" + number;
            admin.add(
                    "dn: uid=" + name + "," + base,
                    "objectClass: inetOrgPerson",
                    "uid: " + name,
                    "cn: Ada " + name,
                    "sn: Lovelace",
                    "employeeNumber: " + base.hashCode() + name,
                    "mail: " + name + "@example.com",
                    "title: Countess");
        }
    }

    /**
     * What is made and changed is not what is listed, so that all lists are as long.
     *
     * @param made the ids of what it made
     */
    private record Split(Side writes, Side reads, List<String> made) implements Side {
        @Override
        public String create(String name) throws Exception {
            return writes.create(name);
        }

        @Override
        public void retitle(String id, String title) throws Exception {
            writes.retitle(id, title);
        }

        @Override
        public int read() throws Exception {
            return reads.read();
        }

        @Override
        public void close() {
            writes.close();
            reads.close();
        }
    }

    /** So many are made by each side in each round. */
    public Seen creates(int rounds, int count) throws Exception {
        return rounds(rounds, round -> side -> {
            var prefix = "made" + made++ + "-";
            var ids = new String[count];
            var took = together(count, number -> ids[number] = side.create(prefix + number));
            side.made().addAll(List.of(ids));
            return took;
        });
    }

    /** So many of those that a side made get another title by it. */
    public Seen changes(int rounds, int count) throws Exception {
        return rounds(rounds, round -> side -> {
            var ids = side.made();
            return together(count, number -> side.retitle(ids.get(number), "title " + round));
        });
    }

    /** All that are listed are read, as accounts in a second. */
    public Seen reads(int rounds) throws Exception {
        return rounds(rounds, round -> side -> {
            var since = Since.now();
            var seen = side.read();
            if (seen != listed) {
                throw new IllegalStateException("of " + listed + " it saw " + seen);
            }
            return since.took(seen);
        });
    }

    private interface Round {
        Turn of(int number);
    }

    /** Who goes first changes from round to round. */
    private Seen rounds(int count, Round round) throws Exception {
        var seen = new ArrayList<Pair>();
        for (var number = 0; number < count; number++) {
            var turn = round.of(number);
            if (number % 2 == 0) {
                var first = turn.by(connector);
                seen.add(new Pair(first, turn.by(hand)));
            } else {
                var first = turn.by(hand);
                seen.add(new Pair(turn.by(connector), first));
            }
        }
        return Seen.of(seen);
    }

    private static Took together(int count, Work work) throws Exception {
        var next = new AtomicInteger();
        var since = Since.now();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var worker = 0; worker < CONNECTIONS; worker++) {
                running.add(workers.submit(() -> {
                    for (var number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        work.with(number);
                    }
                    return null;
                }));
            }
            for (var worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("something was not done", e);
        }
        return since.took(count);
    }

    private record Since(long nanos, long cpu) {
        static Since now() {
            return new Since(System.nanoTime(), cpuNanos());
        }

        Took took(int count) {
            return new Took(count * 1e9 / (System.nanoTime() - nanos), (cpuNanos() - cpu) / 1e3 / count);
        }

        private static long cpuNanos() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }

    @Override
    public void close() {
        connector.close();
        hand.close();
        slapd.close();
    }
}
