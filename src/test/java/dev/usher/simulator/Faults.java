package dev.usher.simulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that wait for their requests, the oldest first; each meets a limited number of them. */
final class Faults {
    private record Rule(Match match, Fault fault, AtomicInteger left) {
        private boolean takes(Call call) {
            return match.meets(call.method(), call.path()) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    void add(Match match, Fault fault, int times) {
        rules.add(new Rule(match, fault, new AtomicInteger(times)));
    }

    void clear() {
        rules.forEach(rule -> {
            if (rule.fault() instanceof Fault.Wait wait) {
                wait.gate().release();
            }
        });
        rules.clear();
    }

    Optional<Fault> meet(Call call) {
        for (Rule rule : rules) {
            if (rule.takes(call)) {
                return Optional.of(rule.fault());
            }
        }
        return Optional.empty();
    }
}
