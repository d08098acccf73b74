package dev.usher.bench.feed;

import dev.usher.bench.budget.OperatorJvm;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the heap of this process holds. */
final class Heap {
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final long SAME = 1 << 16;
    private static final int LOOKS = 20;

    private Heap() {}

    /** The bytes of all objects that are in use, after a collection; holes between them, which the collector leaves, are none. */
    static long inUse() {
        try {
            return OperatorJvm.liveBytes((String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), "gcClassHistogram", new Object[] {new String[0]}, new String[] {
                        String[].class.getName()
                    }));
        } catch (JMException e) {
            throw new IllegalStateException("this JVM says nothing of its heap", e);
        }
    }

    /** The same once it does not grow any more: a cache hears of what was written a moment later. */
    static long inUseAtRest() {
        var last = inUse();
        for (var look = 0; look < LOOKS; look++) {
            var next = inUse();
            if (Math.abs(next - last) < SAME) {
                return next;
            }
            last = next;
        }
        return last;
    }
}
