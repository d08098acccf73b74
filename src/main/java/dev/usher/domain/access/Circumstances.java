package dev.usher.domain.access;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Workday;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        var held = memory.roles().get(role);
        return held == null ? List.of() : held.causes();
    }

    Optional<Cause> before(RoleKey role, Cause.Kind kind) {
        for (var cause : before(role)) {
            if (cause.kind() == kind) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** The same cause, since it was first seen. */
    Cause since(RoleKey role, Cause cause) {
        for (var earlier : before(role)) {
            if (earlier.sameReasonAs(cause)) {
                return cause.since(earlier);
            }
        }
        return cause;
    }

    /** A fingerprint of everything that rules can see of the person, but for the day. */
    String fingerprint() {
        var seen = new ArrayList<String>();
        seen.add(self.type().name());
        profile.values().forEach((name, value) -> {
            seen.add(name);
            seen.add(value);
        });
        return Fingerprint.of(seen);
    }

    boolean isOver(Instant end) {
        return !end.isAfter(now);
    }
}
