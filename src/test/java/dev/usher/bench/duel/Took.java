package dev.usher.bench.duel;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** What one side got done in a turn, and what this process took of the cores for each. */
public record Took(double perSecond, double cpuMicros) {
    /** One of many things to do. */
    public interface Work {
        void with(int number) throws Exception;
    }

    /** Something that is done at once. */
    public interface Count {
        int all() throws Exception;
    }

    /** Of many things, some of which are done at a time. */
    public static Took together(int workers, int count, Work work) throws Exception {
        var next = new AtomicInteger();
        var since = Since.now();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var worker = 0; worker < workers; worker++) {
                running.add(threads.submit(() -> {
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

    /** Of all that is listed, as many as there have to be; in a thread such as those of lanes. */
    public static Took listing(int listed, Count count) throws Exception {
        var seen = new AtomicInteger();
        var took = together(1, 1, _ -> seen.set(count.all()));
        if (seen.get() != listed) {
            throw new IllegalStateException("of " + listed + " it saw " + seen);
        }
        return new Took(took.perSecond() * listed, took.cpuMicros() / listed);
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
}
