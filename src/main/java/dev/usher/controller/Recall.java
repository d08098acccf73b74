package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.AssignmentState;
import dev.usher.domain.access.Cause;
import dev.usher.domain.access.Elsewhere;
import dev.usher.domain.access.Held;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pin;
import dev.usher.sync.Basis;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a status, and retained accounts, remember. */
final class Recall {
    private Recall() {}

    /** A user's memory; an account that was retained when an earlier user of the same person went is remembered too. */
    static Memory of(ProvisionedUser user, Collection<RetainedAccount> retained) {
        var status = Optional.ofNullable(user.getStatus());
        Map<AppId, KnownAccount> accounts = new HashMap<>();
        Map<AppId, Set<Entitlement>> owed = new HashMap<>();
        for (var account : retained) {
            Optional.ofNullable(account.getSpec())
                    .filter(spec -> RetainedStates.isThere(account))
                    .ifPresent(spec -> {
                        accounts.put(Translate.app(account, spec.app()), known(account));
                        owed.put(Translate.app(account, spec.app()), entitlements(spec.held()));
                    });
        }
        status.ifPresent(said -> said.accounts().forEach(entry -> {
            var known = known(entry);
            var back = Optional.ofNullable(accounts.get(id(entry)));
            if (back.filter(account -> isInsteadOf(known, account)).isEmpty()) {
                accounts.put(id(entry), known);
                owed.put(id(entry), entitlements(entry.losing()));
            }
        }));
        owed.values().removeIf(Set::isEmpty);
        return new Memory(
                status.flatMap(Recall::person),
                status.map(Recall::roles).orElse(Map.of()),
                assignments(user),
                status.map(Recall::employments).orElse(List.of()),
                status.flatMap(said -> Times.parse(said.awayTime())),
                status.flatMap(said -> Times.parse(said.departedTime())),
                status.flatMap(said -> Times.parse(said.purgedTime())),
                status.flatMap(said -> Times.parse(said.forgottenTime())),
                accounts,
                status.map(Recall::unassigned).orElse(Map.of()),
                owed);
    }

    /** Whether a status was ever written. */
    static boolean isDecided(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::observedGeneration)
                .filter(generation -> generation >= 0)
                .isPresent();
    }

    /** What a status records of each account. */
    static Map<AppId, KnownAccount> accounts(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).stream()
                .flatMap(said -> said.accounts().stream())
                .collect(Collectors.toUnmodifiableMap(Recall::id, Recall::known, (one, same) -> one));
    }

    /** Whether a status shows an account, and with it which roles it is from. */
    static boolean hasAnAccount(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).stream()
                .flatMap(said -> said.accounts().stream())
                .anyMatch(entry -> entry.id() != null);
    }

    static Set<Entitlement> entitlements(List<HeldEntitlement> entries) {
        return entries.stream()
                .map(entry -> new Entitlement(entry.kind(), entry.value()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As a status or a record has them. */
    static List<HeldEntitlement> held(Stream<Entitlement> entitlements) {
        return entitlements
                .map(entitlement -> new HeldEntitlement(entitlement.kind(), entitlement.value()))
                .toList();
    }

    private static Map<AppId, Instant> unassigned(ProvisionedUserStatus status) {
        var times = new HashMap<AppId, Instant>();
        status.accounts()
                .forEach(entry -> Times.parse(entry.unassignedTime()).ifPresent(time -> times.put(id(entry), time)));
        return times;
    }

    /** Whose further identity a user was. */
    static Optional<Pin> person(ProvisionedUserStatus status) {
        return Optional.ofNullable(status.person())
                .map(seen -> new Pin(seen.namespace(), seen.name(), new Identity(seen.namespace(), seen.externalId())));
    }

    /** Whether an account that comes back fills a place where there is none. */
    private static boolean isInsteadOf(KnownAccount known, KnownAccount back) {
        return known.id().isEmpty()
                || (known.state() == AccountState.Deleted && !known.id().equals(back.id()));
    }

    static List<LastSeen> employments(ProvisionedUserStatus status) {
        return status.employments().stream()
                .map(entry -> new LastSeen(
                        entry.id(),
                        Boolean.TRUE.equals(entry.started()),
                        Boolean.TRUE.equals(entry.terminated()),
                        Times.parse(entry.endTime())))
                .toList();
    }

    static AppId id(AccountEntry entry) {
        return new AppId(entry.namespace(), entry.app());
    }

    private static Map<RoleKey, Held> roles(ProvisionedUserStatus status) {
        var roles = new HashMap<RoleKey, Held>();
        for (var role : status.roles()) {
            var causes = role.causes().stream()
                    .flatMap(cause -> cause(role.namespace(), cause).stream())
                    .toList();
            roles.put(new RoleKey(role.namespace(), role.name()), new Held(causes));
        }
        return roles;
    }

    private static Optional<Cause> cause(String namespace, ProvisionedUserStatus.CauseEntry entry) {
        var via = Optional.ofNullable(entry.via())
                .map(role -> new RoleKey(Optional.ofNullable(role.namespace()).orElse(namespace), role.name()));
        return Translate.constant(Cause.Kind.class, entry.kind())
                .map(kind -> new Cause(
                        kind,
                        via,
                        Times.parse(entry.since()).orElse(Instant.EPOCH),
                        Times.parse(entry.until()),
                        Optional.ofNullable(entry.basis())));
    }

    /** The roles of a user as another identity of the same person has to know them. */
    static Stream<Elsewhere> elsewhere(ProvisionedUser user) {
        var identity =
                user.getMetadata().getNamespace() + "/" + user.getMetadata().getName();
        return Optional.ofNullable(user.getStatus()).map(Recall::roles).stream()
                .flatMap(roles -> Elsewhere.of(identity, roles).stream());
    }

    private static Map<RoleKey, AssignmentState> assignments(ProvisionedUser user) {
        var assignments = new HashMap<RoleKey, AssignmentState>();
        Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::assignments)
                .orElse(List.of())
                .forEach(entry -> assignments.put(
                        new RoleKey(user.getMetadata().getNamespace(), entry.name()),
                        new AssignmentState(
                                Times.parse(entry.since()).orElse(Instant.EPOCH),
                                Optional.ofNullable(entry.from()).flatMap(Moment::parse),
                                Optional.ofNullable(entry.basis()),
                                ended(entry))));
        return assignments;
    }

    private static Optional<AssignmentState.Ended> ended(ProvisionedUserStatus.AssignmentEntry entry) {
        return Times.parse(entry.endedTime())
                .flatMap(at -> Translate.constant(AssignmentState.By.class, entry.endedBy())
                        .map(by -> new AssignmentState.Ended(at, by)));
    }

    static KnownAccount known(AccountEntry entry) {
        return new KnownAccount(
                remoteId(entry.id()),
                Optional.ofNullable(entry.tenant()).map(Tenant::new),
                Translate.constant(AccountState.class, entry.state()).orElse(AccountState.Pending),
                Optional.ofNullable(entry.applied()).flatMap(Applied::parse),
                Times.parse(entry.since()).orElse(Instant.EPOCH),
                Boolean.TRUE.equals(entry.prepared()),
                Kind.DRIFTED.reason().equals(entry.reason()),
                new Takeover(
                        entitlements(entry.adopted()),
                        Boolean.TRUE.equals(entry.adopting()),
                        Optional.ofNullable(entry.awaited()).flatMap(Applied::parse)),
                CredentialEntries.ended(entry));
    }

    /** As its status says, or that of its user said; an account that was not left in use was shut when its user went at the latest. */
    private static Optional<AccessEnd> ended(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .flatMap(CredentialEntries::ended)
                .or(() -> CredentialEntries.ended(account.getSpec()))
                .or(() -> shut(account).map(since -> new AccessEnd(since, false)));
    }

    private static Optional<Instant> shut(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .filter(status -> "Retained".equals(status.state()))
                .flatMap(any -> Times.parse(account.getMetadata().getCreationTimestamp()));
    }

    /** Nothing is confirmed of it for its next user, so it is read before anything is said or written. */
    static KnownAccount known(RetainedAccount account) {
        var spec = account.getSpec();
        return new KnownAccount(
                        remoteId(spec.id()),
                        Optional.ofNullable(spec.tenant()).map(Tenant::new),
                        AccountState.Pending,
                        Optional.empty(),
                        Instant.EPOCH)
                .prepared(spec.wasNeverUsed())
                .taken(takeover(account))
                .ended(ended(account));
    }

    /** The account that a record keeps for whoever goes by its key. */
    static Basis.Unclaimed unclaimed(RetainedAccount account) {
        var spec = account.getSpec();
        var known = known(account);
        return new Basis.Unclaimed(
                Translate.identity(spec), Translate.app(account, spec.app()), known.tenant(), known.id());
    }

    /** Once it is disabled for good nothing is left of that; whom a lock shuts out may be back with all of it. */
    private static Takeover takeover(RetainedAccount account) {
        var spec = account.getSpec();
        Set<Entitlement> held = RetainedStates.isBare(account) ? Set.of() : entitlements(spec.adopted());
        return new Takeover(held, Boolean.TRUE.equals(spec.adopting()));
    }

    private static Optional<RemoteId> remoteId(@Nullable String id) {
        return Optional.ofNullable(id).filter(text -> !text.isBlank()).map(RemoteId::new);
    }
}
