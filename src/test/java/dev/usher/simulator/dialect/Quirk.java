package dev.usher.simulator.dialect;

/** One way in which an app differs from what the RFCs say, or from the choice among what they allow that the simulator makes. */
public interface Quirk {

    /** What this quirk decides: of two quirks of one slot the later one counts. */
    default Object slot() {
        return this instanceof Enum<?> choice ? choice.getDeclaringClass() : getClass();
    }

    /** A quirk that excludes no other. */
    interface Oddity extends Quirk {
        @Override
        default Object slot() {
            return this;
        }
    }
}
