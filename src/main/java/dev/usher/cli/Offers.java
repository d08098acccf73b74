package dev.usher.cli;

import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicySpec;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec;
import java.util.Optional;
import java.util.stream.Stream;

/** To whom apps, roles and people are offered. */
final class Offers {
    private Offers() {}

    /** Whether something is offered by labels of namespaces: only then they have to be read. */
    static boolean areByLabels(Stream<Role> roles, Stream<TargetApp> apps, Stream<ProvisioningPolicy> policies) {
        var ofRoles = roles.flatMap(role -> Optional.ofNullable(role.getSpec()).stream())
                .map(RoleSpec::allowedNamespaces);
        var ofApps = apps.flatMap(app -> Optional.ofNullable(app.getSpec()).stream())
                .flatMap(spec -> Optional.ofNullable(spec.allowedNamespaces()).stream())
                .map(TargetAppSpec.Offer::namespaces);
        var ofPeople = policies.flatMap(policy -> Optional.ofNullable(policy.getSpec()).stream())
                .map(ProvisioningPolicySpec::allowedNamespaces);
        return Stream.of(ofRoles, ofApps, ofPeople)
                .flatMap(offers -> offers)
                .anyMatch(offer -> offer != null && offer.selector() != null);
    }
}
