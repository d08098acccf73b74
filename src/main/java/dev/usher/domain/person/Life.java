package dev.usher.domain.person;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A working life at an instant.
 *
 * @param leading the employment that says how the person works, or will as the first; empty where there is none
 * @param start when somebody who has not begun begins
 * @param end when somebody who works stops, as far as every employment says
 * @param awaySince when the leave began that they are on; empty where no date says
 * @param departedAt when the departure was first seen; kept once set, until an employment is alive again
 * @param withdrawn whether they departed without ever having come
 * @param missing whether all that is said of them is that sources list them no more: nobody attests that they departed, where they have
 * @param ahead everything that time alone will change, the next first
 * @param seen what has to be remembered of the employments that are not over
 * @param oddities what is strange about the employments
 */
public record Life(
        LifecycleState state,
        Optional<Employment> leading,
        Optional<Transition> start,
        Optional<Transition> end,
        Optional<Instant> awaySince,
        Optional<Instant> departedAt,
        boolean withdrawn,
        boolean missing,
        List<Transition> ahead,
        List<LastSeen> seen,
        Oddities oddities) {
    public Life {
        ahead = List.copyOf(ahead);
        seen = List.copyOf(seen);
    }

    /**
     * What is strange about employments, by their ids.
     *
     * @param contradictory those that say that they go on and have ended
     * @param vanished those that went without having been terminated or withdrawn
     * @param backwards employments and leaves that end before they begin
     */
    public record Oddities(List<String> contradictory, List<String> vanished, List<String> backwards) {
        public Oddities {
            contradictory = inOrder(contradictory);
            vanished = inOrder(vanished);
            backwards = inOrder(backwards);
        }

        private static List<String> inOrder(List<String> ids) {
            return ids.size() < 2 ? List.copyOf(ids) : ids.stream().sorted().toList();
        }

        /** How somebody is away is not remembered of an employment that vanished: it holds back their further identities. */
        private Oddities within(Oddities person) {
            var missed = person.vanished.stream().map(id -> id + " of the person");
            return new Oddities(
                    contradictory, Stream.concat(vanished.stream(), missed).toList(), backwards);
        }
    }

    /**
     * Reads a life off its employments.
     *
     * <p>Somebody who never had any is active. Somebody who departed returns only by one that is alive. An employment that
     * vanished without a word counts as it was last seen.
     */
    public static Life at(Career career, Instant now) {
        return new Biography(career, now).read();
    }

    /**
     * The life of an identity; a further one without employments of its own has no departure of its own either.
     *
     * <p>One that departed stays so while its person is gone, whatever its own employments say. A person of whom nothing is
     * known is no reason to take anything.
     */
    public static Life at(Career career, Main main, Instant now) {
        return switch (main) {
            case Main.Of of -> at(career, of.career(), now);
            case Main.Own own -> at(career, now);
            case Main.Unknown unknown -> at(career, now);
            case Main.Missing missing -> at(career, now).departedSince(career.departedAt());
            case Main.Replaced replaced -> at(career, now).departedSince(career.departedAt());
        };
    }

    private static Life at(Career career, Career person, Instant now) {
        var own = career.declared().isEmpty()
                ? new Career(career.declared(), career.remembered(), career.workday(), Optional.empty())
                : career;
        return at(own, now).within(at(person, now), career.departedAt(), now);
    }

    private Life departedSince(Optional<Instant> at) {
        return at.isEmpty()
                ? this
                : new Life(
                        LifecycleState.Departed,
                        leading,
                        Optional.empty(),
                        end,
                        Optional.empty(),
                        at,
                        withdrawn,
                        missing,
                        ahead,
                        seen,
                        oddities);
    }

    /** The life of a further identity, which departs and is away with its person, whatever its own employments say. */
    Life within(Life person, Optional<Instant> departedBefore, Instant now) {
        var leader = restriction(person.state) > restriction(state) ? person : this;
        var departed = leader.state == LifecycleState.Departed;
        return new Life(
                leader.state,
                leading,
                leader.state == LifecycleState.Planned ? later(start, person.start) : Optional.empty(),
                earlier(end, person.end),
                leader.awaySince,
                departed ? Optional.of(departedBefore.orElse(now)) : Optional.empty(),
                withdrawn || person.withdrawn,
                missing || person.missing,
                aheadWithin(person),
                seen,
                oddities.within(person.oddities));
    }

    /**
     * To an identity that has departed by itself, and to which nothing is to come, nothing of the person's brings anything
     * any more. One that is to begin may have departed with the person only; one of which nobody knows when it is to
     * begin does not outlive the person's departure.
     */
    private List<Transition> aheadWithin(Life person) {
        var ends = state == LifecycleState.Departed
                || (state == LifecycleState.Planned && person.state == LifecycleState.Departed);
        var isOver = ends && ahead.isEmpty();
        var others = isOver ? Stream.<Transition>empty() : person.ahead.stream();
        return Stream.concat(ahead.stream(), others).sorted().distinct().toList();
    }

    /** How much a state takes, for where two lives meet in one identity. */
    private static int restriction(LifecycleState state) {
        return switch (state) {
            case Active -> 0;
            case OnLeave -> 1;
            case Suspended, Locked -> 2;
            case Planned, PreProvisioned -> 3;
            case Departed, Purged -> 4;
        };
    }

    private static Optional<Transition> later(Optional<Transition> one, Optional<Transition> other) {
        return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
    }

    private static Optional<Transition> earlier(Optional<Transition> one, Optional<Transition> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }
}
