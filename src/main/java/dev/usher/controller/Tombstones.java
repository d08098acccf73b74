package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Tombstone;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.quality.Problem;
import dev.usher.kube.Answer;
import dev.usher.kube.Records;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records by which the names of deleted accounts are given to nobody else for a while, and that say of whom the names
 * were by digests alone.
 */
final class Tombstones {
    private static final String REFUSED =
            "The API server refuses the RetainedAccount that is to keep the name without saying whose it was: until it is there nothing is forgotten";

    /** Of the name of an app, so that a digest still fits behind it. */
    private static final int LONGEST = 200;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofHours(12);
    private static final Duration SOON_ENOUGH = Duration.ofMinutes(1);
    private static final Duration REFUSED_AGAIN = Duration.ofMinutes(5);

    private final Room room;
    private final Records records;
    private final OutOfReach beyond;
    private final Schedule schedule;

    Tombstones(Room room, Records records, OutOfReach beyond) {
        this.room = room;
        this.records = records;
        this.beyond = beyond;
        this.schedule = new Schedule(room.agenda(), room.time());
    }

    /**
     * Writes down what somebody's deleted accounts were called, if they are about to give the name back; false where that is
     * refused, so that the name has to stay theirs.
     */
    boolean reserve(ProvisionedUser user, Resolution resolution) {
        return !Holders.givesBack(user, resolution)
                || reserve(user, resolution.next().accounts());
    }

    /** Writes down what those of these accounts were called that are deleted; false, and an event, where one cannot be. */
    boolean reserve(ProvisionedUser user, Map<AppId, KnownAccount> accounts) {
        var home = user.getMetadata().getNamespace();
        var refused = accounts.entrySet().stream()
                .filter(entry -> mayHaveBeenUsed(entry.getValue()) && !beyond.covers(home, entry.getKey()))
                .filter(entry -> !isReserved(user, entry.getKey(), entry.getValue()))
                .map(entry -> entry.getKey().seenFrom(home))
                .sorted()
                .toList();
        if (!refused.isEmpty()) {
            says(user, "the API server refuses the RetainedAccount by which it stays reserved in ", refused);
        }
        return refused.isEmpty();
    }

    private void says(ProvisionedUser user, String what, List<String> apps) {
        room.events()
                .warning(
                        user,
                        "Reserve",
                        Problem.Kind.NameNotReserved.name(),
                        "Of the login name: " + what + String.join(", ", apps));
    }

    private static boolean mayHaveBeenUsed(KnownAccount account) {
        return account.state() == AccountState.Deleted
                && account.id().isPresent()
                && account.tenant().isPresent()
                && !account.prepared();
    }

    /** Also where there is nothing to reserve: the name was given back before, or nobody can tell it any more. */
    private boolean isReserved(ProvisionedUser user, AppId app, KnownAccount account) {
        if (IndexKeys.heldLogin(user).isEmpty()) {
            return true;
        }
        var name = room.world().logins().held(user, app);
        if (name.isEmpty()) {
            says(user, "nobody can tell what its mapping gave, so that it is not reserved, in ", List.of(app.name()));
            return true;
        }
        var identity = room.world().identity(user);
        var tombstone = Tombstone.of(account.since(), rules(identity).policy(), true, List.of());
        return tombstone.at(room.clock().instant()) != Tombstone.Step.STAYS
                || account.tenant()
                        .map(tenant -> record(app, tenant, identity, name.get(), account.since()))
                        .filter(record -> !isStored(record))
                        .isEmpty();
    }

    /** Whoever waits for the name may be woken before a cache shows the record: it counts from now on. */
    private boolean isStored(RetainedAccount record) {
        var stored = records.createOnce(record) != Answer.Denied;
        if (stored) {
            room.caches().expects(record);
        }
        return stored;
    }

    private Rulebook rules(Identity identity) {
        return room.world().circle().rules(identity.realm());
    }

    /** Sees to what is left of an account that was deleted: nothing of it goes by a policy that nobody understands. */
    UpdateControl<RetainedAccount> tend(RetainedAccount account) {
        var key = Translate.key(account);
        room.toll().forget(key);
        room.offers().forget(key);
        room.mailbox().clear(key);
        var rules = rules(Translate.identity(account.getSpec()));
        if (!rules.understood()) {
            // An edit of the policy has all of them looked at.
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(LATER);
        }
        var now = room.clock().instant();
        var isTombstone = RetainedStates.isTombstone(account);
        var left = Tombstone.of(
                deletedAt(account),
                rules.policy(),
                isTombstone,
                isTombstone ? List.of() : room.world().holds().on(account));
        var tombstone = reservesAName(account) ? left : left.unreserved();
        var promised = promised(account, now);
        return switch (promised.isPresent() ? Tombstone.Step.STAYS : tombstone.at(now)) {
            case STAYS -> says(account, tombstone, promised.orElseGet(tombstone::reservedUntil), now);
            case IS_FORGOTTEN -> goes(account, record(account), now);
            case GOES -> goes(account, Optional.empty(), now);
        };
    }

    /** What was never used, or was perhaps being made and was not there, bears no name for anybody. */
    private static boolean reservesAName(RetainedAccount account) {
        var spec = account.getSpec();
        return spec.tenant() != null
                && !spec.wasNeverUsed()
                && (spec.id() != null || RetainedStates.isTombstone(account));
    }

    /** Where no policy is, be it that it was deleted a moment ago or that nobody has restored it yet, what was said before holds. */
    private Optional<Instant> promised(RetainedAccount account, Instant now) {
        var isGoverned = room.caches()
                .policy(account.getSpec().realm())
                .filter(policy -> !policy.isMarkedForDeletion())
                .isPresent();
        return Optional.ofNullable(account.getStatus())
                .filter(said -> !isGoverned && reservesAName(account))
                .flatMap(said -> Optional.ofNullable(said.reservedUntil()))
                .flatMap(Times::parse)
                .filter(now::isBefore);
    }

    static Instant deletedAt(RetainedAccount account) {
        return Optional.ofNullable(account.getSpec().deletedTime())
                .or(() -> Optional.ofNullable(account.getStatus()).map(RetainedAccountStatus::since))
                .flatMap(Times::parse)
                .orElseGet(() -> Times.created(account));
    }

    private UpdateControl<RetainedAccount> says(
            RetainedAccount account, Tombstone tombstone, Instant reservedUntil, Instant now) {
        var next = isLegible(account, room.digests())
                ? RestingRecords.deleted(account, tombstone.deletedAt(), reservedUntil, now)
                : RestingRecords.illegible(account, tombstone.deletedAt(), now);
        if (next.equals(account.getStatus())) {
            room.retainedStatuses().withdraw(account);
            tombstone.next(now).ifPresent(at -> schedule.at(Translate.key(account), at));
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(LATER);
        }
        room.says(account, next);
        return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(SOON);
    }

    /** Whose it was goes with the record, unless somebody holds that now, or nothing can be written in its place. */
    private UpdateControl<RetainedAccount> goes(
            RetainedAccount account, Optional<RetainedAccount> instead, Instant now) {
        var isFree = RetainedStates.isTombstone(account)
                || room.world().holds().unheld(Translate.key(account), Optional.empty(), now) == Confirmation.CONFIRMED;
        if (!isFree || beyond.isGoing(account.getMetadata().getNamespace())) {
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(SOON_ENOUGH);
        }
        if (instead.filter(record -> !isStored(record)).isPresent()) {
            room.events().warning(account, "Forget", Problem.Kind.NameNotReserved.name(), REFUSED);
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(REFUSED_AGAIN);
        }
        if (!RetainedStates.isTombstone(account)) {
            room.chronicle().forgets(account);
        }
        records.delete(account);
        return UpdateControl.noUpdate();
    }

    /** Empty where nobody knows in which tenant, or how, the account was called. */
    private Optional<RetainedAccount> record(RetainedAccount account) {
        var spec = account.getSpec();
        return Optional.ofNullable(spec.tenant())
                .map(Tenant::new)
                .flatMap(tenant -> Optional.ofNullable(spec.userName())
                        .map(name -> record(
                                Translate.app(account, spec.app()),
                                tenant,
                                Translate.identity(spec),
                                name,
                                deletedAt(account))));
    }

    private RetainedAccount record(AppId app, Tenant tenant, Identity identity, String name, Instant deletedAt) {
        var tombstone = new RetainedAccount();
        tombstone.setSpec(RetainedAccountSpec.forgotten(
                new Reference(app.name(), app.namespace()),
                tenant.fingerprint(),
                identity.realm(),
                key(room.digests(), identity),
                name(room.digests(), tenant, name),
                Times.text(deletedAt)));
        tombstone.setMetadata(new ObjectMetaBuilder()
                .withNamespace(app.namespace())
                .withName(resourceName(room.digests(), app, tombstone.getSpec()))
                .build());
        return tombstone;
    }

    /** What tells one deletion from all others, so that it is written once, and by which salt it was digested. */
    static String resourceName(Digests digests, AppId app, RetainedAccountSpec spec) {
        var digest = digests.pseudonym(
                "tombstone",
                String.valueOf(spec.tenant()),
                spec.externalId(),
                String.valueOf(spec.userName()),
                String.valueOf(spec.deletedTime()));
        return (app.name().length() > LONGEST ? "deleted" : app.name()) + "-" + digest;
    }

    /** Whether what it says was digested by a salt, and by nobody's hand. */
    static boolean isLegible(RetainedAccount account, Digests digests) {
        var app = Translate.app(account, account.getSpec().app());
        return !RetainedStates.isTombstone(account)
                || account.getMetadata().getName().equals(resourceName(digests, app, account.getSpec()));
    }

    /** As a tombstone says a key. */
    static String key(Digests digests, Identity identity) {
        return digests.pseudonym("key", identity.realm(), identity.externalId());
    }

    /** As a tombstone says a login name. */
    static String name(Digests digests, Tenant tenant, String login) {
        return digests.pseudonym("login", tenant.fingerprint(), IndexKeys.comparable(login));
    }
}
