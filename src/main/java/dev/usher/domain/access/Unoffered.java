package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.quality.Problem;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a role names of other namespaces that is not offered to its own. Nothing comes from there, and what came from there
 * before is over; what is said of it is the same as if it were not there, so that nobody can ask what there is elsewhere.
 */
public record Unoffered(Set<RoleKey> roles, Set<AppId> apps) {
    public static final Unoffered NOTHING = new Unoffered(Set.of(), Set.of());

    public Unoffered {
        roles = Set.copyOf(roles);
        apps = Set.copyOf(apps);
    }

    /** What is said of the apps. */
    Stream<Problem> problems(String namespace) {
        return apps.stream().map(app -> new Problem(Problem.Kind.AppNotFound, app.seenFrom(namespace)));
    }
}
