package dev.usher.bench.feed;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Stamp;
import dev.usher.source.People;
import dev.usher.source.SourceId;
import java.util.Optional;

/** Lets a run make so many people, and keeps it waiting in between. */
final class Turnstile implements People {
    private final People people;
    private long open;
    private long entered;
    private long left;
    private boolean isOver;

    Turnstile(People people) {
        this.people = people;
    }

    /** Lets so many more pass, and returns when they have. */
    synchronized void lets(int count) throws InterruptedException {
        open += count;
        notifyAll();
        while (left < open && !isOver) {
            wait();
        }
        if (left < open) {
            throw new IllegalStateException("the run has ended after %,d of %,d people".formatted(left, open));
        }
    }

    /** Nobody comes any more. */
    synchronized void ends() {
        isOver = true;
        notifyAll();
    }

    private synchronized void enters() {
        while (entered == open) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("nobody lets it pass", e);
            }
        }
        entered++;
    }

    private synchronized void leaves() {
        left++;
        notifyAll();
    }

    @Override
    public Answer create(SourceId source, String name, Draft draft, Stamp life, Stamp rest) {
        enters();
        try {
            return people.create(source, name, draft, life, rest);
        } finally {
            leaves();
        }
    }

    @Override
    public Answer live(SourceId source, Person person, Draft draft, Stamp stamp) {
        throw new IllegalStateException("whoever is new is made");
    }

    @Override
    public Answer describe(SourceId source, Person person, Draft draft, Stamp stamp) {
        throw new IllegalStateException("whoever is new is made");
    }

    @Override
    public Answer miss(SourceId source, Person person, Optional<Missed> note) {
        throw new IllegalStateException("nobody is missing");
    }
}
