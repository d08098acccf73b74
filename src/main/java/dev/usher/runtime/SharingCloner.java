package dev.usher.runtime;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.Resource;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.Cloner;

/** Copies resources by copying their metadata: spec and status are immutable records and can be shared. */
final class SharingCloner implements Cloner {
    @Override
    @SuppressWarnings("unchecked") // A copy has the class of its original.
    public <R extends HasMetadata> R clone(R original) {
        return switch (original) {
            case ProvisionedUser user -> (R) copy(user, new ProvisionedUser());
            case Role role -> (R) copy(role, new Role());
            case TargetApp app -> (R) copy(app, new TargetApp());
            case RetainedAccount account -> (R) copy(account, new RetainedAccount());
            case ProvisioningPolicy policy -> (R) copy(policy, new ProvisioningPolicy());
            case AccessLock lock -> (R) copy(lock, new AccessLock());
            case RemovalDecision decision -> (R) copy(decision, new RemovalDecision());
            case LegalHold hold -> (R) copy(hold, new LegalHold());
            case UserSource source -> (R) copy(source, new UserSource());
            default -> throw new IllegalArgumentException("no controller is there for " + original.getKind());
        };
    }

    private static <S, T, C extends Resource<S, T>> C copy(C original, C copy) {
        copy.setMetadata(new ObjectMetaBuilder(original.getMetadata()).build());
        copy.setSpec(original.getSpec());
        copy.setStatus(original.getStatus());
        return copy;
    }
}
