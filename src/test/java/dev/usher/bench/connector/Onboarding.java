package dev.usher.bench.connector;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets people join by one side, so many at a time: each is created, and then enters their groups with others.
 *
 * @param concurrency how many are worked on at a time, as a lane does by itself
 * @param together how many enter a group with one request, as a lane does by itself
 */
record Onboarding(Side side, int concurrency, int together) {
    /**
     * What it took.
     *
     * @param cpuSeconds of all cores, for this process
     */
    record Took(int accounts, double seconds, double cpuSeconds) {
        double perSecond() {
            return accounts / seconds;
        }

        double cpuMicrosEach() {
            return cpuSeconds * 1e6 / accounts;
        }
    }

    /** @param lookedUp by how many of their keys an account is looked for before it is made */
    Took of(int from, int count, int lookedUp) throws Exception {
        var companions = new Companions(together);
        var next = new AtomicInteger(from);
        var cpu = cpu();
        var began = System.nanoTime();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var worker = 0; worker < concurrency; worker++) {
                running.add(workers.submit(() -> work(next, from + count, companions, lookedUp)));
            }
            for (var worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("somebody was not onboarded", e);
        }
        for (var rest : companions.rest().entrySet()) {
            side.enter(rest.getKey(), rest.getValue());
        }
        return new Took(count, (System.nanoTime() - began) / 1e9, (cpu() - cpu) / 1e9);
    }

    private Void work(AtomicInteger next, int end, Companions companions, int lookedUp) throws Exception {
        for (var number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            var who = new Newcomer(number);
            if (lookedUp > 0) {
                side.lookUp(who, lookedUp);
            }
            var account = side.create(who);
            for (var group : who.groups()) {
                var those = companions.with(group, account);
                if (those.isPresent()) {
                    side.enter(group, those.get());
                }
            }
        }
        return null;
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
