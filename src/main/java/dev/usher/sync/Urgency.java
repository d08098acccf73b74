package dev.usher.sync;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** How urgent one piece of work is; whoever comes while it waits may ask for it more urgently. */
final class Urgency implements Supplier<Priority> {
    private final AtomicReference<Priority> priority;

    Urgency(Priority first) {
        this.priority = new AtomicReference<>(first);
    }

    @Override
    public Priority get() {
        return priority.get();
    }

    /** Says whether it was less urgent until now. */
    boolean raise(Priority asked) {
        return asked.compareTo(priority.getAndAccumulate(asked, Priority::moreUrgent)) < 0;
    }
}
