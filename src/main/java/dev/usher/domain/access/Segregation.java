package dev.usher.domain.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which roles stand in the way of others for one person, over all identities. */
final class Segregation {
    private final Circumstances here;
    private final List<Elsewhere> elsewhere;

    /**
     * What separates the roles of one identity.
     *
     * @param elsewhere what the person's other identities hold
     */
    Segregation(Circumstances here, List<Elsewhere> elsewhere) {
        this.here = here;
        this.elsewhere = elsewhere.isEmpty()
                ? List.of()
                : elsewhere.stream()
                        // What is kept only for a while after a move gives way wherever it is.
                        .filter(role -> !role.isGrace())
                        .sorted(Comparator.comparing(Elsewhere::role)
                                .thenComparing(Elsewhere::identity)
                                .thenComparing(Elsewhere::since)
                                .thenComparing(Elsewhere::cause))
                        .toList();
    }

    /**
     * Whether something stands in the way of a role.
     *
     * @param granted the roles that are held here and were granted earlier
     * @param doubtful those of which nobody can say whether they are held, and since when
     */
    boolean isWithheld(Candidate candidate, Set<RoleKey> granted, Map<RoleKey, Instant> doubtful) {
        var role = candidate.role();
        for (var other : here.access().conflictsOf(role)) {
            if ((granted.contains(other) || isEarlier(doubtful.get(other), candidate)) && !isExcepted(role, other)) {
                return true;
            }
        }
        for (var held : elsewhere) {
            if (conflicts(role, held) && comesFirst(held, candidate) && !isExcepted(role, held.role())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEarlier(@Nullable Instant doubt, Candidate candidate) {
        return doubt != null && (candidate.isGrace() || !doubt.isAfter(candidate.since()));
    }

    /**
     * Names what stands in the way of a role that is withheld.
     *
     * @param cause for which it would be held
     * @param granted the roles that are held here, with the first cause of each
     */
    Optional<Withheld> name(
            RoleKey role, Cause.Kind cause, Map<RoleKey, Cause> granted, Map<RoleKey, Instant> doubtful) {
        var sameIdentity = here(role, granted.keySet(), doubtful.keySet())
                .filter(other -> !isExcepted(role, other))
                .map(other -> new Withheld(
                        role,
                        cause,
                        other,
                        Optional.ofNullable(granted.get(other)).map(Cause::kind),
                        Optional.empty()));
        var others = elsewhere.stream()
                .filter(held -> conflicts(role, held) && !isExcepted(role, held.role()))
                .map(held -> new Withheld(
                        role, cause, held.role(), Optional.of(held.cause()), Optional.of(held.identity())));
        // The end of an exception to another conflict changes nothing about what was named.
        return Stream.concat(sameIdentity, others)
                .min(Comparator.comparing(withheld -> latestException(role, withheld.other(), withheld.identity())
                        .map(Excepted::until)
                        .orElse(Instant.MIN)));
    }

    /** Which of these roles somebody holds now because an exception lets them. */
    Stream<Excepted> excepted(Set<RoleKey> granted, Set<RoleKey> doubtful) {
        if (!here.access().excepts()) {
            return Stream.empty();
        }
        return granted.stream()
                .filter(role -> !here.access().conflictsOf(role).isEmpty())
                .flatMap(role -> Stream.concat(
                        here(role, granted, doubtful)
                                .flatMap(other -> excepted(role, other, Optional.empty()).stream()),
                        elsewhere.stream()
                                .filter(held -> conflicts(role, held))
                                .flatMap(held -> excepted(role, held.role(), Optional.of(held.identity())).stream())));
    }

    private Stream<RoleKey> here(RoleKey role, Set<RoleKey> granted, Set<RoleKey> doubtful) {
        return here.access().conflictsOf(role).stream()
                .filter(other -> granted.contains(other) || doubtful.contains(other))
                .sorted();
    }

    private boolean conflicts(RoleKey role, Elsewhere held) {
        return here.access().conflictsOf(role).contains(held.role());
    }

    private boolean comesFirst(Elsewhere held, Candidate candidate) {
        var order = held.since().compareTo(candidate.since());
        return candidate.isGrace()
                || order < 0
                || (order == 0 && held.identity().compareTo(here.user()) < 0);
    }

    private boolean isExcepted(RoleKey one, RoleKey other) {
        return excepted(one, other, Optional.empty()).isPresent();
    }

    private Optional<Excepted> excepted(RoleKey role, RoleKey beside, Optional<String> identity) {
        return latestException(role, beside, identity).filter(found -> !here.isOver(found.until()));
    }

    /** The exception that lasts longest, be it over. */
    private Optional<Excepted> latestException(RoleKey role, RoleKey beside, Optional<String> identity) {
        if (!here.access().excepts()) {
            return Optional.empty();
        }
        return Stream.of(role, beside)
                .flatMap(one -> Optional.ofNullable(here.access().roles().get(one)).stream())
                .flatMap(one -> one.separation().exceptions().stream())
                .filter(exception -> exception.user().equals(here.user())
                        || here.person().filter(exception.user()::equals).isPresent())
                .map(exception ->
                        new Excepted(role, beside, identity, exception.until().end(here.workday()), exception.reason()))
                .max(Comparator.comparing(Excepted::until));
    }
}
