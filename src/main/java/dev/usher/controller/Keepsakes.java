package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.api.RetainedAccountSpec.PersonKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.kube.Records;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The records of accounts that outlive their user: by them whoever has the same key takes them back. */
record Keepsakes(CachedWorld world, Accesses accesses) {
    /** @param isOrphaned whether the account stays as it is until then */
    RetainedAccount of(ProvisionedUser user, AppId app, KnownAccount account, boolean isOrphaned) {
        // Another resource may have the same person by now: then it takes over what is recorded.
        var identity = world.identity(user);
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
                world.circle()
                        .personOf(user)
                        .map(key -> new PersonKey(key.realm(), key.externalId()))
                        .orElse(null),
                user.getMetadata().getName(),
                world.logins()
                        .held(user, app)
                        .or(() -> world.logins().of(user, app))
                        .orElse(null),
                RetainedAccountSpec.USER_DELETED,
                Losing.of(app, given(user, app), accesses.of(app.namespace())),
                Recall.held(account.adopted().stream().sorted()),
                account.takeover().open() ? Boolean.TRUE : null,
                isOrphaned ? ProvisionedUserSpec.ORPHAN : null,
                account.prepared() ? Boolean.TRUE : null,
                null,
                CredentialEntries.time(account.ended()),
                CredentialEntries.renewed(account.ended())));
        return retained;
    }

    /**
     * Whatever roles gave there is lost with the account, also where a role goes before its app is reached; of somebody whose
     * status shows no account nobody knows which roles those were.
     */
    private Set<Entitlement> given(ProvisionedUser user, AppId app) {
        var memory = Recall.of(user, List.of());
        var given = new HashSet<>(memory.owed().getOrDefault(app, Set.of()));
        memory.roles().keySet().forEach(role -> given.addAll(accesses.gave(role).getOrDefault(app, Set.of())));
        if (!Recall.hasAnAccount(user)) {
            given.addAll(
                    accesses.of(user.getMetadata().getNamespace()).ours(app).named());
        }
        return given;
    }

    /** The same account has the same name whoever writes the record, so that it is written once. */
    private static String fingerprint(KnownAccount account, Identity identity) {
        var meaning = account.id()
                .map(id -> account.tenant().map(Tenant::fingerprint).orElse("") + "|" + id.value())
                .orElseGet(() -> identity.realm() + "|" + identity.externalId());
        return Records.shortHash(meaning);
    }
}
