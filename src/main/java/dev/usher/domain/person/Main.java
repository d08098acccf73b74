package dev.usher.domain.person;

import dev.usher.domain.account.Identity;
import java.util.Optional;

/** The person behind an identity. */
public sealed interface Main {
    /** The identity is the person's own. */
    record Own() implements Main {}

    /**
     * It is a further one, and the person is there.
     *
     * @param alias the key by which the person was known before they had one of their own
     */
    record Of(Pin person, Optional<Identity> alias, Career career) implements Main {
        private boolean isSomebodyElseThan(Pin pinned) {
            var known = pinned.identity();
            return person.namesTheSameAs(pinned)
                    && !known.equals(person.identity())
                    && alias.filter(known::equals).isEmpty();
        }
    }

    /**
     * It is a further one of somebody of whom nothing can be said, because they are out of sight or not understood.
     *
     * @param name as the reference has it
     */
    record Unknown(String name) implements Main {}

    /**
     * It is a further one of somebody who is not there, or may not be referred to from here.
     *
     * @param name as the reference has it
     */
    record Missing(String name) implements Main {}

    /**
     * It is a further one of somebody who is gone, and whose name somebody else has.
     *
     * @param name as the reference has it
     */
    record Replaced(String name) implements Main {}

    /** The person for an identity that was pinned to somebody; a reference that names another resource means another person. */
    default Main pinnedTo(Optional<Pin> pinned) {
        return this instanceof Of of && pinned.filter(of::isSomebodyElseThan).isPresent()
                ? new Replaced(of.person().name())
                : this;
    }

    /** To whom the identity is pinned from now on: the pin outlives the person, and moves with their key. */
    default Optional<Pin> pin(Optional<Pin> pinned) {
        return switch (pinnedTo(pinned)) {
            case Own own -> Optional.empty();
            case Of of -> Optional.of(of.person());
            case Unknown unknown -> pinned;
            case Missing missing -> pinned;
            case Replaced replaced -> pinned;
        };
    }

    /** Whether it is a further identity that nobody stands behind. */
    default boolean isGone() {
        return switch (this) {
            case Own own -> false;
            case Of of -> false;
            case Unknown unknown -> false;
            case Missing missing -> true;
            case Replaced replaced -> true;
        };
    }
}
