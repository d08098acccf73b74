package dev.usher.domain.access;

import dev.usher.domain.person.Main;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is left of assignments by hand when somebody is there, be it again.
 *
 * @param over those that stay over
 * @param back those that are as if the person had never been away
 * @param carried whether they are kept in mind all the same, because nobody knows yet whether the person is back
 */
record Returned(Map<RoleKey, Ended> over, Map<RoleKey, Ended> back, boolean carried) {
    static Returned in(Circumstances here) {
        var isKnown = !(here.around().main() instanceof Main.Unknown);
        var longAbsence = here.around().longAbsence();
        var over = new HashMap<RoleKey, Ended>();
        var back = new HashMap<RoleKey, Ended>();
        here.memory().ended().forEach((role, ended) -> {
            var stays = isKnown ? ended.isForgottenBy(here.now(), longAbsence) : ended.by() != Ended.By.Departure;
            (stays ? over : back).put(role, ended);
        });
        return new Returned(over, back, !isKnown);
    }

    /** What somebody leaves behind who departs: what they were given later is nothing of that. */
    static Map<RoleKey, Ended> leftBehind(List<Assignment> assignments, Memory memory, Instant departed) {
        var all = new TreeMap<RoleKey, Ended>();
        for (var assignment : assignments) {
            var role = assignment.role();
            Optional.ofNullable(memory.ended().get(role))
                    .or(() -> Optional.of(
                                    new Ended(departed, Ended.By.Departure, assignment.from(), explicit(memory, role)))
                            .filter(any -> memory.departedAt().isEmpty()))
                    .ifPresent(ended -> all.put(role, ended));
        }
        return all;
    }

    private static Optional<Cause> explicit(Memory memory, RoleKey role) {
        return Optional.ofNullable(memory.roles().get(role)).stream()
                .flatMap(held -> held.causes().stream())
                .filter(cause -> cause.kind() == Cause.Kind.Explicit)
                .findFirst();
    }

    Optional<Ended> over(RoleKey role) {
        return Optional.ofNullable(over.get(role));
    }

    Optional<Ended> carried(RoleKey role) {
        return Optional.ofNullable(back.get(role)).filter(any -> carried);
    }

    /** For which it was held before the absence. */
    Optional<Cause> cause(RoleKey role) {
        return Optional.ofNullable(back.get(role)).flatMap(Ended::cause);
    }
}
