package dev.usher.controller;

import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.Owed;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to be in a status before anything else is done, because nothing would tell later what an account has to lose.
 *
 * <p>A role that is going waits until its loss is recorded, and so it does for those who may have been given it before any
 * account of theirs was recorded. A role that is gained is recorded before an account that is there is given what it gives: it
 * may be lost, and gone, in between. Of any other loss other identities hear, who rest on the record, once the account has
 * lost it.
 */
final class RecordedFirst {
    private static final int MOST_ROLES = 256;

    private RecordedFirst() {}

    /**
     * What is to be written first, if anything.
     *
     * @param next what is to be recorded in the end
     */
    static Optional<ProvisionedUserStatus> of(ProvisionedUser user, ProvisionedUserStatus next, Access access) {
        var before = recorded(user);
        var first = withThoseLost(next, before, access);
        var isGained = Recall.hasAnAccount(user) && !roles(before).containsAll(roles(first));
        var isGone = !roles(first).containsAll(roles(before));
        var isOwed = !Recall.hasAnAccount(user) && !owed(before).containsAll(owed(next));
        return isGained || isGone || isOwed || isTaken(before, next) ? Optional.of(first) : Optional.empty();
    }

    /** Nothing is written to an account that was there before Usher until it is recorded whose it is. */
    private static boolean isTaken(ProvisionedUserStatus before, ProvisionedUserStatus next) {
        return next.accounts().stream()
                .filter(entry -> Boolean.TRUE.equals(entry.adopting()))
                .anyMatch(entry -> before.accounts().stream()
                        .noneMatch(earlier -> Recall.id(earlier).equals(Recall.id(entry))
                                && Objects.equals(earlier.id(), entry.id())));
    }

    /** What was recorded of somebody about whom nothing can be decided, and what the account has to lose of roles that are going. */
    static ProvisionedUserStatus withoutThoseGoing(ProvisionedUser user, Access access) {
        var before = recorded(user);
        var left =
                before.roles().stream().filter(role -> !isGoing(role, access)).toList();
        if (left.size() == before.roles().size()) {
            return before;
        }
        var owed = Owed.ofEnding(Recall.of(user, List.of()), access);
        return before.with(
                left,
                before.accounts().stream()
                        .map(entry -> entry.losing(
                                Losing.of(Recall.id(entry), owed.getOrDefault(Recall.id(entry), Set.of()), access)))
                        .toList());
    }

    /** Those that are lost are in it until an app has answered, as far as there is room. */
    private static ProvisionedUserStatus withThoseLost(
            ProvisionedUserStatus next, ProvisionedUserStatus before, Access access) {
        var now = roles(next);
        var lost = before.roles().stream()
                .filter(role -> !now.contains(key(role)) && !isGoing(role, access))
                .toList();
        return lost.isEmpty() || lost.size() + now.size() > MOST_ROLES
                ? next
                : next.with(
                        Stream.concat(next.roles().stream(), lost.stream())
                                .sorted(Comparator.comparing(RecordedFirst::key))
                                .toList(),
                        next.accounts());
    }

    private static boolean isGoing(ProvisionedUserStatus.RoleState role, Access access) {
        return Optional.ofNullable(access.roles().get(key(role)))
                .filter(RoleDefinition::ending)
                .isPresent();
    }

    private static ProvisionedUserStatus recorded(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
    }

    private static Set<RoleKey> roles(ProvisionedUserStatus status) {
        return status.roles().stream().map(RecordedFirst::key).collect(Collectors.toUnmodifiableSet());
    }

    private static RoleKey key(ProvisionedUserStatus.RoleState role) {
        return new RoleKey(role.namespace(), role.name());
    }

    private static Set<Map.Entry<AppId, HeldEntitlement>> owed(ProvisionedUserStatus status) {
        return status.accounts().stream()
                .flatMap(entry -> entry.losing().stream().map(one -> Map.entry(Recall.id(entry), one)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
