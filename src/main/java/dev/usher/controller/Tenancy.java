package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** Whether an app may use the tenant that its declaration addresses: its own one, and nobody else's. */
final class Tenancy {
    private final Caches caches;
    private final Declarations declarations;

    Tenancy(Caches caches, Declarations declarations) {
        this.caches = caches;
        this.declarations = declarations;
    }

    /** Why it may not; empty where it may. */
    Optional<Failure> objection(TargetApp app, Tenant tenant) {
        var recorded = recorded(app);
        var meant = "Rediscover".equals(app.getSpec().tenantChange());
        if (recorded.isPresent() && !recorded.get().equals(tenant) && !meant) {
            return Optional.of(Failure.of(Kind.MISCONFIGURED, Detail.TENANT_CHANGED));
        }
        return elder(app, tenant)
                .map(elder -> Failure.of(Kind.MISCONFIGURED, Detail.DUPLICATE_TENANT, name(elder, app)));
    }

    static Optional<Tenant> recorded(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .flatMap(status -> Optional.ofNullable(status.tenant()))
                .map(Tenant::new);
    }

    /** What is in another namespace is not named there. */
    private static String name(TargetApp elder, TargetApp app) {
        var same = elder.getMetadata().getNamespace().equals(app.getMetadata().getNamespace());
        return same ? elder.getMetadata().getName() : "in another namespace";
    }

    /** Of several apps with one tenant the one that recorded it holds it, else the oldest. */
    private Optional<TargetApp> elder(TargetApp app, Tenant tenant) {
        return caches.apps()
                .filter(other -> !other.isMarkedForDeletion()
                        && !other.getMetadata()
                                .getUid()
                                .equals(app.getMetadata().getUid()))
                .filter(other -> isAt(other, tenant))
                .filter(other -> comesBefore(other, app, tenant))
                .findFirst();
    }

    private boolean isAt(TargetApp app, Tenant tenant) {
        return declarations
                .definition(app)
                .flatMap(AppDefinition::tenant)
                .filter(tenant::equals)
                .isPresent();
    }

    private static boolean comesBefore(TargetApp one, TargetApp other, Tenant tenant) {
        var oneHolds = recorded(one).filter(tenant::equals).isPresent();
        var otherHolds = recorded(other).filter(tenant::equals).isPresent();
        if (oneHolds != otherHolds) {
            return oneHolds;
        }
        var age = one.getMetadata()
                .getCreationTimestamp()
                .compareTo(other.getMetadata().getCreationTimestamp());
        return age != 0
                ? age < 0
                : one.getMetadata().getUid().compareTo(other.getMetadata().getUid()) < 0;
    }
}
