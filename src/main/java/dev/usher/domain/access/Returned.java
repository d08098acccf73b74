package dev.usher.domain.access;

import dev.usher.domain.person.Main;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of assignments by hand when somebody departs, and when they are back. */
final class Returned {
    private Returned() {}

    /**
     * What somebody leaves behind who departs; what they are given during their absence is nothing of that.
     *
     * <p>While they are away it is kept whatever becomes of the entries, which git may take out and write back.
     */
    static Map<RoleKey, AssignmentState> leftBehind(List<Assignment> assignments, Memory memory, Instant departed) {
        var left = new HashMap<RoleKey, AssignmentState>();
        if (memory.forgottenAt().isPresent()) {
            return withoutBasis(memory);
        }
        if (memory.departedAt().isPresent()) {
            return memory.assignments();
        }
        for (var assignment : assignments) {
            var role = assignment.role();
            var state = Optional.ofNullable(memory.assignments().get(role))
                    .orElseGet(() -> new AssignmentState(
                            since(memory, role).orElse(departed),
                            assignment.from(),
                            Optional.empty(),
                            Optional.empty()));
            left.put(role, state.ended().isPresent() ? state : state.endedAt(departed, AssignmentState.By.Departure));
        }
        return left;
    }

    /** Where personal data is forgotten, a fingerprint of it is, too. */
    private static Map<RoleKey, AssignmentState> withoutBasis(Memory memory) {
        var bare = new HashMap<RoleKey, AssignmentState>();
        memory.assignments().forEach((role, state) -> bare.put(role, state.restingOn(Optional.empty())));
        return bare;
    }

    private static Optional<Instant> since(Memory memory, RoleKey role) {
        return Optional.ofNullable(memory.roles().get(role)).stream()
                .flatMap(held -> held.causes().stream())
                .filter(cause -> cause.kind() == Cause.Kind.Explicit)
                .map(Cause::since)
                .findFirst();
    }

    /**
     * What is remembered, once it is said whether the absence was a long one.
     *
     * <p>That is said once, when the person is back: no later edit of the policy gives anybody a role.
     */
    static Map<RoleKey, AssignmentState> in(Circumstances here) {
        var before = here.memory().assignments();
        if (before.isEmpty() || !isKnown(here)) {
            return before;
        }
        var now = new HashMap<RoleKey, AssignmentState>();
        before.forEach((role, state) -> now.put(role, judged(state, here)));
        return now;
    }

    /** Whether it is known that the person is there, and what the policy says of that. */
    static boolean isKnown(Circumstances here) {
        return !(here.around().main() instanceof Main.Unknown)
                && here.around().taken().stream()
                        .noneMatch(problem -> problem.kind() == Problem.Kind.PolicyNotUnderstood);
    }

    private static AssignmentState judged(AssignmentState state, Circumstances here) {
        return state.ended()
                .filter(end -> end.by() == AssignmentState.By.Departure)
                .map(end -> here.isOver(end.at().plus(here.around().longAbsence()))
                        ? state.endedAt(end.at(), AssignmentState.By.Absence)
                        : state.restored())
                .orElse(state);
    }
}
