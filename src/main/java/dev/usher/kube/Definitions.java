package dev.usher.kube;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** The kinds that a decision may rest on, and where the API server keeps what defines them. */
final class Definitions {
    static final List<Class<? extends HasMetadata>> KINDS = List.of(
            ProvisionedUser.class,
            Role.class,
            TargetApp.class,
            RetainedAccount.class,
            ProvisioningPolicy.class,
            AccessLock.class,
            RemovalDecision.class,
            LegalHold.class,
            UserSource.class);

    /** The names of their CustomResourceDefinitions. */
    static final List<String> NAMES =
            KINDS.stream().map(kind -> HasMetadata.getFullResourceName(kind)).toList();

    private Definitions() {}

    /** The one that resources call so; empty where nothing rests on such a kind. */
    static Optional<Class<? extends HasMetadata>> named(String kind) {
        return KINDS.stream()
                .filter(known -> HasMetadata.getKind(known).equals(kind))
                .findFirst();
    }
}
