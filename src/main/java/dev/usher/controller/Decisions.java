package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccessLockSpec;
import dev.usher.api.AccessLockStatus;
import dev.usher.api.Condition;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldSpec;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.sync.Decided;
import dev.usher.sync.Decided.What;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was decided between two statuses of a resource, as a pure function of both. */
final class Decisions {
    /** The state of a user who is not there any more. */
    private static final String GONE = "Gone";

    private Decisions() {}

    static List<Decided> between(
            ProvisionedUser user, ProvisionedUserStatus before, ProvisionedUserStatus after, Instant now) {
        var state = Optional.ofNullable(after.lifecycleState())
                .filter(to -> !to.equals(before.lifecycleState()))
                .map(to -> about(user, new What.State(Optional.ofNullable(before.lifecycleState()), to), because(to)));
        return Stream.of(state.stream(), Causes.between(user, before, after, now), adopted(user, before, after))
                .flatMap(stream -> stream)
                .toList();
    }

    /** The resource of a user goes: whatever gave something ends with it, unless nobody decided that. */
    static List<Decided> end(ProvisionedUser user, boolean isTornDown) {
        var before = Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
        var deleted = Farewell.isOrphaning(user) ? "UserOrphaned" : "UserDeleted";
        var why = isTornDown ? "Teardown" : deleted;
        var state = about(user, new What.State(Optional.ofNullable(before.lifecycleState()), GONE), why);
        return Stream.concat(Stream.of(state), isTornDown ? Stream.empty() : Causes.ending(user, before, why))
                .toList();
    }

    private static Stream<Decided> adopted(
            ProvisionedUser user, ProvisionedUserStatus before, ProvisionedUserStatus after) {
        return after.accounts().stream()
                .filter(entry -> Boolean.TRUE.equals(entry.adopting()))
                .filter(entry -> before.accounts().stream()
                        .noneMatch(earlier -> Recall.id(earlier).equals(Recall.id(entry))
                                && Boolean.TRUE.equals(earlier.adopting())
                                && Objects.equals(earlier.id(), entry.id())))
                .map(entry -> {
                    var app = Recall.id(entry);
                    var isLinked = Translate.links(user).accounts().containsKey(app);
                    return decided(
                            user,
                            Optional.of(Translate.identity(user)),
                            Optional.of(app),
                            new What.Adopts(),
                            isLinked ? "Linked" : "Correlated");
                });
    }

    private static String because(String state) {
        return switch (state) {
            case "Planned" -> "NotStarted";
            case "PreProvisioned" -> "StartNears";
            case "Active" -> "Employed";
            case "OnLeave" -> "Leave";
            case "Suspended" -> "Suspension";
            case "Locked" -> "AccessLock";
            case "Departed" -> "EmploymentOver";
            case "Purged" -> "NoAccountLeft";
            default -> state;
        };
    }

    static List<Decided> between(
            RetainedAccount account, @Nullable RetainedAccountStatus before, RetainedAccountStatus after) {
        var from = Optional.ofNullable(before).flatMap(said -> Optional.ofNullable(said.state()));
        return Optional.ofNullable(after.state())
                .filter(to -> !from.equals(Optional.of(to)))
                .map(to -> about(
                        account,
                        new What.State(from, to),
                        Conditions.of(after.conditions(), "Ready")
                                .map(Condition::reason)
                                .orElse(to)))
                .stream()
                .toList();
    }

    /** Somebody is there again whose account it is. */
    static Decided returned(RetainedAccount account) {
        var from = Optional.ofNullable(account.getStatus()).flatMap(said -> Optional.ofNullable(said.state()));
        return about(account, new What.State(from, "Returned"), "UserIsBack");
    }

    /** What was known of whose it was is not to be known any more, as the policy of where they were says. */
    static Decided forgotten(RetainedAccount account) {
        var from = Optional.ofNullable(account.getStatus()).flatMap(said -> Optional.ofNullable(said.state()));
        return about(account, new What.State(from, "Forgotten"), "ProvisioningPolicy");
    }

    static List<Decided> between(TargetApp app, @Nullable TargetAppStatus before, TargetAppStatus after) {
        var from = Optional.ofNullable(before).flatMap(said -> Optional.ofNullable(said.phase()));
        return Optional.ofNullable(after.phase())
                .filter(to -> !from.equals(Optional.of(to)))
                .map(to -> decided(
                        app,
                        Optional.empty(),
                        Optional.of(Translate.id(app)),
                        new What.Phase(from, to),
                        "TargetApp generation " + Translate.generation(app)))
                .stream()
                .toList();
    }

    /** @param verified whether only the named one can have written who asked; nobody looks where nobody asks */
    static List<Decided> between(
            AccessLock lock,
            @Nullable AccessLockStatus before,
            AccessLockStatus after,
            Predicate<HasMetadata> verified) {
        if (LockConditions.isInForce(before) == LockConditions.isInForce(after)) {
            return List.of();
        }
        var spec = Optional.ofNullable(lock.getSpec());
        if (!LockConditions.isInForce(after)) {
            var why = LockConditions.ready(after).map(Condition::reason).orElse(Reason.Released.name());
            return List.of(about(lock, after, new What.Unlocks(), why)
                    .stating(spec.flatMap(said -> Optional.ofNullable(said.released()))
                            .map(AccessLockSpec.Released::reason)));
        }
        var locks = about(lock, after, new What.Locks(Locks.kind(lock)), "AccessLock")
                .stating(spec.map(AccessLockSpec::reason));
        return List.of(spec.map(said -> locks.by(new Decided.Actor(said.requestedBy(), verified.test(lock))))
                .orElse(locks));
    }

    /** @param verified whether only the named one can have written who asked; nobody looks where nobody asks */
    static List<Decided> between(
            RemovalDecision decision,
            @Nullable RemovalDecisionStatus before,
            RemovalDecisionStatus after,
            Predicate<HasMetadata> verified) {
        var spec = decision.getSpec();
        var members = after.members();
        if (spec == null || members == null || (before != null && before.members() != null)) {
            return List.of();
        }
        var subject = Optional.ofNullable(spec.wave())
                .or(() -> Optional.ofNullable(spec.run()))
                .orElse("");
        return List.of(decided(
                        decision,
                        Optional.empty(),
                        RemovalOrders.app(decision),
                        new What.Decides(subject, spec.decision(), members),
                        Optional.ofNullable(after.cause()).orElse(spec.decision()))
                .stating(Optional.of(spec.reason()))
                .by(new Decided.Actor(spec.requestedBy(), verified.test(decision))));
    }

    /** Somebody deleted a lock, which releases whom it shut out; one of which nothing was stored may have acted. */
    static List<Decided> end(AccessLock lock) {
        var before = Optional.ofNullable(lock.getStatus()).orElse(AccessLockStatus.NONE);
        return lock.getStatus() == null || LockConditions.isInForce(before)
                ? List.of(about(lock, before, new What.Unlocks(), "LockDeleted"))
                : List.of();
    }

    /** @param verified whether only the named one can have written who asked; nobody looks where nobody asks */
    static List<Decided> between(
            LegalHold hold, @Nullable LegalHoldStatus before, LegalHoldStatus after, Predicate<HasMetadata> verified) {
        if (HoldConditions.isInForce(before) == HoldConditions.isInForce(after)) {
            return List.of();
        }
        var spec = Optional.ofNullable(hold.getSpec());
        if (!HoldConditions.isInForce(after)) {
            var why = HoldConditions.ready(after).map(Condition::reason).orElse(Reason.HoldReleased.name());
            return List.of(about(hold, new What.Unpreserves(), why)
                    .stating(spec.flatMap(said -> Optional.ofNullable(said.released()))
                            .map(LegalHoldSpec.Released::reason)));
        }
        var holds = about(hold, new What.Preserves(), "LegalHold").stating(spec.map(LegalHoldSpec::matter));
        return List.of(spec.map(said -> holds.by(new Decided.Actor(said.requestedBy(), verified.test(hold))))
                .orElse(holds));
    }

    /** A hold goes; one of which nothing was stored may have acted. */
    static List<Decided> end(LegalHold hold, boolean isTornDown) {
        return hold.getStatus() == null || HoldConditions.isInForce(hold.getStatus())
                ? List.of(about(hold, new What.Unpreserves(), isTornDown ? "Teardown" : "HoldDeleted"))
                : List.of();
    }

    private static Decided about(LegalHold hold, What what, String why) {
        return decided(hold, Optional.empty(), Optional.empty(), what, why);
    }

    private static Decided about(AccessLock lock, AccessLockStatus status, What what, String why) {
        var identity = Optional.ofNullable(status.externalId())
                .map(key -> new Identity(lock.getMetadata().getNamespace(), key));
        return decided(lock, identity, Optional.empty(), what, why);
    }

    static Decided about(ProvisionedUser user, What what, String why) {
        return decided(user, Optional.of(Translate.identity(user)), Optional.empty(), what, why);
    }

    private static Decided about(RetainedAccount account, What what, String why) {
        var spec = Optional.ofNullable(account.getSpec());
        return decided(
                account,
                spec.map(Translate::identity),
                spec.map(said -> Translate.app(account, said.app())),
                what,
                why);
    }

    private static Decided decided(
            HasMetadata about, Optional<Identity> identity, Optional<AppId> app, What what, String why) {
        var resource = new Decided.Resource(
                about.getKind(),
                about.getMetadata().getNamespace(),
                about.getMetadata().getName());
        return new Decided(resource, identity, app, what, why, Optional.empty(), Optional.empty());
    }
}
