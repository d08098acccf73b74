package dev.usher.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes only where somebody lets it pass. */
final class ManualTimer implements Timer, InstantSource {
    private record Due(Instant at, Runnable beginning) {}

    private final List<Due> due = new ArrayList<>();
    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
    private boolean stopped;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void in(Duration pause, Runnable beginning) {
        due.add(new Due(now.plus(pause), beginning));
    }

    @Override
    public synchronized void stop() {
        stopped = true;
    }

    synchronized int pending() {
        return due.size();
    }

    /** Lets time pass, in which what is due begins. */
    void pass(Duration time) {
        var end = instant().plus(time);
        while (begins(end)) {
            // Whatever that asks for may be due as well.
        }
        synchronized (this) {
            now = end;
        }
    }

    private boolean begins(Instant end) {
        Runnable next;
        synchronized (this) {
            var first = due.stream().filter(one -> !one.at().isAfter(end)).min(Comparator.comparing(Due::at));
            if (stopped || first.isEmpty()) {
                return false;
            }
            due.remove(first.get());
            now = first.get().at().isAfter(now) ? first.get().at() : now;
            next = first.get().beginning();
        }
        next.run();
        return true;
    }
}
