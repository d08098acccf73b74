package dev.usher.domain.person;

/** The person behind an identity. */
public sealed interface Main {
    /** The identity is the person's own. */
    record Own() implements Main {}

    /** It is a further one, and the person is there. */
    record Of(Career career) implements Main {}

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
}
