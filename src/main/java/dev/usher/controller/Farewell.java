package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import dev.usher.kube.Records;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.sync.Lanes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the finalizer of a user does: it writes down whose every account is, waits for no app, and lets the user go. */
final class Farewell {
    private final Room room;
    private final Lanes lanes;
    private final Records records;
    private final Teardown teardown;
    private final TeardownRecords torn;
    private final Keepsakes keepsakes;
    private final OutOfReach beyond;
    private final Tombstones tombstones;

    Farewell(Room room, Lanes lanes, Records records, Teardown teardown, TeardownRecords torn) {
        this.room = room;
        this.lanes = lanes;
        this.records = records;
        this.teardown = teardown;
        this.torn = torn;
        this.beyond = new OutOfReach(room, teardown);
        this.tombstones = new Tombstones(room, records, beyond);
        this.keepsakes = new Keepsakes(room.world(), room.accesses());
    }

    /** Returns once every record is stored; throws where the API server does not take one. */
    void record(ProvisionedUser stored) {
        var user = records.legible(stored);
        var accounts = accounts(user);
        if (teardown.concernsNow(List.of(user.getMetadata().getNamespace()))) {
            room.chronicle().ends(user, true);
            torn.record(user);
            return;
        }
        room.chronicle().ends(user, false);
        var unwritable = new HashSet<AppId>();
        if (!tombstones.reserve(user, accounts)) {
            accounts.forEach((app, account) -> {
                if (account.state() == AccountState.Deleted) {
                    unwritable.add(app);
                }
            });
        }
        accounts.values().removeIf(Farewell::leavesNothing);
        accounts.forEach((app, account) -> {
            if (beyond.covers(user.getMetadata().getNamespace(), app)) {
                unwritable.add(app);
            } else {
                var record = keepsakes.of(user, app, account, isOrphaning(user));
                records.create(record);
                room.caches().expects(record);
                if (Losing.isFull(record.getSpec().held())) {
                    room.events().warning(user, "Retain", Losing.REASON, Losing.sentence(app));
                }
            }
        });
        if (!unwritable.isEmpty()) {
            torn.record(user);
        }
    }

    /** From the status, from what lanes said since, and from what may be in the making this moment. */
    private Map<AppId, KnownAccount> accounts(ProvisionedUser user) {
        var accounts = new HashMap<AppId, KnownAccount>();
        Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::accounts)
                .ifPresent(entries -> entries.forEach(entry -> accounts.put(Recall.id(entry), Recall.known(entry))));
        var key = Translate.key(user);
        // What the status says as well stands so since it does.
        room.mailbox()
                .accounts(key, room.clock().instant())
                .forEach((app, told) -> accounts.merge(
                        app,
                        told,
                        (said, now) ->
                                said.state() == AccountState.Deleted && now.state() == said.state() ? said : now));
        var identity = room.world().identity(user);
        var home = user.getMetadata().getNamespace();
        Stream.concat(room.caches().appsIn(home).map(Translate::id), room.accesses().of(home).apps().keySet().stream())
                .distinct()
                .forEach(app -> {
                    if (hasNoId(accounts.get(app)) && lanes.mayHave(app, identity)) {
                        accounts.put(app, KnownAccount.inTheMaking(room.clock().instant()));
                    }
                });
        return accounts;
    }

    private static boolean hasNoId(@Nullable KnownAccount account) {
        return account == null || account.id().isEmpty();
    }

    private static boolean leavesNothing(KnownAccount account) {
        return account.state() == AccountState.Deleted || (account.id().isEmpty() && !isInTheMaking(account));
    }

    private static boolean isInTheMaking(KnownAccount account) {
        return account.state() == AccountState.Pending && account.tenant().isEmpty();
    }

    /** Whether what there is of somebody stays as it is once their resource is gone. */
    static boolean isOrphaning(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec())
                .filter(spec -> ProvisionedUserSpec.ORPHAN.equals(spec.deletionPolicy()))
                .isPresent();
    }
}
