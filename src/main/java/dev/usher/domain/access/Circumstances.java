package dev.usher.domain.access;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Workday;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known when the roles of somebody are decided.
 *
 * @param profile what is true of the person now
 */
record Circumstances(Person self, Surroundings around, Attributes profile, Access access, Memory memory, Instant now) {

    /** Namespace and name of the user resource, in the form {@code namespace/name}. */
    String user() {
        return self.namespace() + "/" + self.name();
    }

    /** The same of the person behind a further identity. */
    Optional<String> person() {
        return around.main() instanceof Main.Of of
                ? Optional.of(of.person().namespace() + "/" + of.person().name())
                : Optional.empty();
    }

    Workday workday() {
        return self.workday();
    }

    /** The causes for which a role was held before. */
    List<Cause> before(RoleKey role) {
        return Optional.ofNullable(memory.roles().get(role)).map(Held::causes).orElse(List.of());
    }

    Optional<Cause> before(RoleKey role, Cause.Kind kind) {
        return before(role).stream().filter(cause -> cause.kind() == kind).findFirst();
    }

    /** The same cause, since it was first seen. */
    Cause since(RoleKey role, Cause cause) {
        for (var earlier : before(role)) {
            if (earlier.sameReasonAs(cause)) {
                return earlier.equals(cause)
                        ? earlier
                        : new Cause(cause.kind(), cause.via(), earlier.since(), cause.until(), cause.basis());
            }
        }
        return cause;
    }

    /** A fingerprint of everything that rules can see of the person, but for the day. */
    String fingerprint() {
        return Fingerprint.of(Stream.concat(
                        Stream.of(self.type().name()),
                        profile.values().entrySet().stream()
                                .flatMap(value -> Stream.of(value.getKey(), value.getValue())))
                .toArray(String[]::new));
    }

    boolean isOver(Instant end) {
        return !end.isAfter(now);
    }
}
