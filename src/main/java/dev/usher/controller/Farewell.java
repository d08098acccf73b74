package dev.usher.controller;

import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.api.RetainedAccountSpec.PersonKey;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Records;
import dev.usher.kube.Teardown;
import dev.usher.kube.TeardownRecords;
import dev.usher.sync.Lanes;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the finalizer of a user does: it writes down whose every account is, waits for no app, and lets the user go. */
final class Farewell {
    private final Room room;
    private final Lanes lanes;
    private final Records records;
    private final Teardown teardown;
    private final TeardownRecords torn;

    Farewell(Room room, Lanes lanes, Records records, Teardown teardown, TeardownRecords torn) {
        this.room = room;
        this.lanes = lanes;
        this.records = records;
        this.teardown = teardown;
        this.torn = torn;
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
        // Another resource may have the same person by now: then it takes over what is recorded.
        var identity = room.world().identity(user);
        var person = room.world().circle().personOf(user);
        var unwritable = new HashSet<AppId>();
        accounts.forEach((app, account) -> {
            if (isOutOfReach(user, app)) {
                unwritable.add(app);
            } else {
                var given = Losing.of(app, given(user, app), room.accesses().of(app.namespace()));
                records.create(retained(
                        user, identity, person, app, account, room.world().login(user, app), given));
                if (Losing.isFull(given)) {
                    room.events().warning(user, "Retain", Losing.REASON, Losing.sentence(app));
                }
            }
        });
        if (!unwritable.isEmpty()) {
            torn.record(user);
        }
    }

    /** Nothing can be written beside an app whose namespace is going, is not watched any more, or has another installation. */
    private boolean isOutOfReach(ProvisionedUser user, AppId app) {
        return !app.namespace().equals(user.getMetadata().getNamespace())
                && (!room.caches().namespaces().watches(app.namespace())
                        || teardown.concernsNow(List.of(app.namespace()))
                        || room.owners().of(app.namespace()) instanceof NamespaceOwners.Ownership.Elsewhere);
    }

    /** From the status, from what lanes said since, and from what may be in the making this moment. */
    private Map<AppId, KnownAccount> accounts(ProvisionedUser user) {
        var accounts = new HashMap<AppId, KnownAccount>();
        Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::accounts)
                .ifPresent(entries -> entries.forEach(entry -> accounts.put(Recall.id(entry), Recall.known(entry))));
        var key = Translate.key(user);
        accounts.putAll(room.mailbox().accounts(key, room.clock().instant()));
        var identity = room.world().identity(user);
        var home = user.getMetadata().getNamespace();
        Stream.concat(room.caches().appsIn(home).map(Translate::id), room.accesses().of(home).apps().keySet().stream())
                .distinct()
                .forEach(app -> {
                    if (hasNoId(accounts.get(app)) && lanes.mayHave(app, identity)) {
                        accounts.put(app, KnownAccount.inTheMaking(room.clock().instant()));
                    }
                });
        accounts.values().removeIf(Farewell::leavesNothing);
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

    /**
     * Whatever roles gave there is lost with the account, also where a role goes before its app is reached; of somebody whose
     * status shows no account nobody knows which roles those were.
     */
    private Set<Entitlement> given(ProvisionedUser user, AppId app) {
        var memory = Recall.of(user, List.of());
        var given = new HashSet<>(memory.owed().getOrDefault(app, Set.of()));
        memory.roles()
                .keySet()
                .forEach(role -> given.addAll(room.accesses().gave(role).getOrDefault(app, Set.of())));
        if (!Recall.hasAnAccount(user)) {
            given.addAll(room.accesses()
                    .of(user.getMetadata().getNamespace())
                    .ours(app)
                    .named());
        }
        return given;
    }

    private static RetainedAccount retained(
            ProvisionedUser user,
            Identity identity,
            Optional<Identity> person,
            AppId app,
            KnownAccount account,
            Optional<String> login,
            List<HeldEntitlement> given) {
        var retained = new RetainedAccount();
        retained.setMetadata(new ObjectMetaBuilder()
                .withNamespace(app.namespace())
                .withName(app.name() + "-" + fingerprint(account, identity))
                .build());
        retained.setSpec(new RetainedAccountSpec(
                new Reference(app.name(), app.namespace()),
                account.tenant().map(Tenant::fingerprint).orElse(null),
                account.id().map(RemoteId::value).orElse(null),
                identity.externalId(),
                identity.realm(),
                person.map(key -> new PersonKey(key.realm(), key.externalId())).orElse(null),
                user.getMetadata().getName(),
                login.orElse(null),
                "UserDeleted",
                given,
                Recall.held(account.adopted().stream().sorted()),
                account.takeover().open() ? Boolean.TRUE : null,
                isOrphaning(user) ? ProvisionedUserSpec.ORPHAN : null));
        return retained;
    }

    private static boolean isOrphaning(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec())
                .filter(spec -> ProvisionedUserSpec.ORPHAN.equals(spec.deletionPolicy()))
                .isPresent();
    }

    /** The same account has the same name whoever writes the record, so that it is written once. */
    private static String fingerprint(KnownAccount account, Identity identity) {
        var meaning = account.id()
                .map(id -> account.tenant().map(Tenant::fingerprint).orElse("") + "|" + id.value())
                .orElseGet(() -> identity.realm() + "|" + identity.externalId());
        return Records.shortHash(meaning);
    }
}
