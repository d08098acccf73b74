package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Pin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What earlier resolutions left behind: facts from the status, not a cache; the only state that resolution has.
 *
 * @param person whose further identity this is, as far as that was ever known
 * @param assignments what has to be remembered of assignments by hand
 * @param employments those that were not over
 * @param awayAt since when they have been on leave or suspended
 * @param departedAt when the departure was first seen
 * @param purgedAt when somebody who departed had no account any more
 * @param forgottenAt when the personal data was taken out of the resource after that
 * @param owed what accounts may still hold of roles that are gone, see {@link Owed}
 * @param unassigned since when nothing gives an account any more, whatever state it has been in since
 */
public record Memory(
        Optional<Pin> person,
        Map<RoleKey, Held> roles,
        Map<RoleKey, AssignmentState> assignments,
        List<LastSeen> employments,
        Optional<Instant> awayAt,
        Optional<Instant> departedAt,
        Optional<Instant> purgedAt,
        Optional<Instant> forgottenAt,
        Map<AppId, KnownAccount> accounts,
        Map<AppId, Instant> unassigned,
        Map<AppId, Set<Entitlement>> owed) {
    public static final Memory NONE = new Memory(
            Optional.empty(),
            Map.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Map.of());

    public Memory {
        roles = Map.copyOf(roles);
        assignments = Map.copyOf(assignments);
        employments = List.copyOf(employments);
        accounts = Map.copyOf(accounts);
        unassigned = Map.copyOf(unassigned);
        owed = Map.copyOf(owed);
    }

    /** This memory with what somebody closer to an app knows of an account there. */
    public Memory with(AppId app, KnownAccount account) {
        var more = new HashMap<>(accounts);
        more.put(app, account);
        return new Memory(
                person,
                roles,
                assignments,
                employments,
                awayAt,
                departedAt,
                purgedAt,
                forgottenAt,
                more,
                unassigned,
                owed);
    }

    /** This memory where the personal data is gone since then. */
    public Memory forgotten(Instant at) {
        return new Memory(
                person,
                roles,
                assignments,
                employments,
                awayAt,
                departedAt,
                purgedAt,
                Optional.of(at),
                accounts,
                unassigned,
                owed);
    }

    /** This memory where accounts may hold this of roles that are gone, too. */
    public Memory owing(Map<AppId, Set<Entitlement>> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(owed);
        more.forEach((app, entitlements) -> all.merge(
                app,
                entitlements,
                (some, others) ->
                        Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet())));
        return new Memory(
                person,
                roles,
                assignments,
                employments,
                awayAt,
                departedAt,
                purgedAt,
                forgottenAt,
                accounts,
                unassigned,
                all);
    }
}
