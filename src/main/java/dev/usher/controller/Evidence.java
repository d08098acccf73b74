package dev.usher.controller;

import dev.usher.domain.person.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What was looked up for an answer, and what was found: as long as the same is found, it is the same answer.
 *
 * <p>Whatever an answer is made of has to be looked up by {@link #of}, and each instant at which it changes be told to
 * {@link #changesAt}; who lists what is too much to be listed again says so by {@link #proveNothing}.
 */
final class Evidence {
    private static final ScopedValue<Evidence> TAKEN = ScopedValue.newInstance();

    /** Something that can be looked up again; equal ones find the same. */
    interface LookUp<A> {
        A ask();

        /** Whether nothing changed between two answers. */
        default boolean isSame(A then, A now) {
            return then.equals(now);
        }
    }

    /** How often something has changed. */
    record Count(AtomicLong changes) implements LookUp<Long> {
        @Override
        public Long ask() {
            return changes.get();
        }
    }

    private final Map<LookUp<?>, Object> found = new LinkedHashMap<>();
    private final Instant from;
    private Instant until = Instant.MAX;
    private boolean provesNothing;
    private boolean isAsking;

    /** @param from when it is taken */
    private Evidence(Instant from) {
        this.from = from;
    }

    /** An answer with what it rests on. */
    record Proven<A>(A answer, Evidence evidence) {}

    /** Asks a question at an instant, and notes what is looked up for it. */
    static <A> Proven<A> taken(Instant at, Supplier<A> question) {
        var evidence = new Evidence(at);
        return new Proven<>(ScopedValue.where(TAKEN, evidence).call(question::get), evidence);
    }

    /** What is found now; for one answer it is the same however often it is asked. */
    static <A> A of(LookUp<A> lookUp) {
        return TAKEN.isBound() ? TAKEN.get().find(lookUp) : lookUp.ask();
    }

    /** Of what is asked now time alone changes something then. */
    static void changesAt(Instant time) {
        if (TAKEN.isBound()) {
            TAKEN.get().endsBy(time);
        }
    }

    /** The same of all that is ahead, the next first. */
    static void changesWith(Collection<Transition> ahead) {
        ahead.stream().findFirst().map(Transition::time).ifPresent(Evidence::changesAt);
    }

    /** What is asked now rests on more than can be looked up again. */
    static void proveNothing() {
        if (TAKEN.isBound() && !TAKEN.get().isAsking) {
            TAKEN.get().provesNothing = true;
        }
    }

    /** What something rests on that is found by a look-up is that look-up's own business. */
    @SuppressWarnings("unchecked") // What was found by a look-up is put below it, and nothing else.
    private <A> A find(LookUp<A> lookUp) {
        if (isAsking) {
            return lookUp.ask();
        }
        if (found.containsKey(lookUp)) {
            return (A) found.get(lookUp);
        }
        isAsking = true;
        try {
            var answer = lookUp.ask();
            found.put(lookUp, answer);
            return answer;
        } finally {
            isAsking = false;
        }
    }

    private void endsBy(Instant time) {
        if (time.isAfter(from) && time.isBefore(until)) {
            until = time;
        }
    }

    /** Whether asking at this instant would give the same answer. */
    boolean stands(Instant now) {
        return !provesNothing && !now.isBefore(from) && now.isBefore(until) && isFoundAgain();
    }

    /** Asked before every write, so that a loop is worth it. */
    private boolean isFoundAgain() {
        for (var entry : found.entrySet()) {
            if (!isSame(entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private static <A> boolean isSame(LookUp<A> lookUp, Object then) {
        return lookUp.isSame((A) then, lookUp.ask());
    }
}
