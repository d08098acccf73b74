package dev.usher.controller;

import dev.usher.api.AllowedNamespaces;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.kube.NamespaceLabels;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * New labels of a namespace, on their way to those for whom they change what other namespaces offer.
 *
 * <p>These are people of that namespace, by way of the roles and the people whom they name, and whoever holds such a role
 * through one of their own.
 */
record Relabelling(Caches caches, Accesses accesses, References references, Rollouts rollouts)
        implements NamespaceLabels.Listener {
    @Override
    public void labelled(String namespace, Map<String, String> now) {
        var before = caches.namespaces().put(namespace, now);
        if (before.filter(now::equals).isEmpty()) {
            changed(new Change(namespace, before, Optional.of(now)));
        }
    }

    @Override
    public void gone(String namespace) {
        caches.namespaces().remove(namespace);
        accesses.forget(namespace);
    }

    @Override
    public void forbidden() {
        caches.namespaces().forbidden();
    }

    /**
     * What became of the labels of a namespace.
     *
     * @param before empty where it was not known
     */
    private record Change(String namespace, Optional<Map<String, String>> before, Optional<Map<String, String>> now) {
        /** Whether it changes what is offered to the namespace. */
        boolean decides(AllowedNamespaces offer) {
            return Visibilities.selector(offer) instanceof Reading.Of<Optional<Selector>>(var selector)
                    && selector.filter(asked -> !before.map(asked::matches).equals(now.map(asked::matches)))
                            .isPresent();
        }
    }

    /** What was decided from the labels before is let go of in any case; at a start everybody is looked at anyway. */
    private void changed(Change change) {
        accesses.forget(change.namespace());
        if (!caches.areFilled()) {
            return;
        }
        var touched = new HashSet<ResourceID>();
        caches.rolesIn(change.namespace())
                .filter(role -> namesWhatIsOffered(role, change))
                .map(references::usersOf)
                .forEach(touched::addAll);
        caches.usersIn(change.namespace())
                .filter(user -> namesSomebodyOffered(user, change))
                .map(ResourceID::fromResource)
                .forEach(touched::add);
        if (!touched.isEmpty()) {
            rollouts.anew("labels of " + change.namespace(), touched);
        }
    }

    private boolean namesWhatIsOffered(Role role, Change change) {
        return Translate.role(role) instanceof Reading.Of<RoleDefinition>(var read)
                && offers(read).anyMatch(change::decides);
    }

    /** What other namespaces say of what a role names there. */
    private Stream<AllowedNamespaces> offers(RoleDefinition role) {
        var roles = role.inherits().stream()
                .filter(contained -> !contained.namespace().equals(role.key().namespace()))
                .flatMap(contained -> caches.role(contained).stream())
                .flatMap(there -> said(there).map(spec -> spec.allowedNamespaces()).stream());
        var apps = role.grants().stream()
                .map(Grant::app)
                .filter(app -> !app.namespace().equals(role.key().namespace()))
                .flatMap(app -> caches.app(app).stream())
                .flatMap(there -> said(there).map(spec -> Offering.namespaces(spec.allowedNamespaces())).stream());
        return Stream.concat(roles, apps);
    }

    private boolean namesSomebodyOffered(ProvisionedUser user, Change change) {
        return policiesNamed(user).stream()
                .flatMap(namespace -> caches.policy(namespace).stream())
                .flatMap(policy -> said(policy).map(spec -> spec.allowedNamespaces()).stream())
                .anyMatch(change::decides);
    }

    private static Set<String> policiesNamed(ProvisionedUser user) {
        return IndexKeys.relativesOf(user).stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .filter(namespace -> !namespace.equals(user.getMetadata().getNamespace()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <S, T> Optional<S> said(CustomResource<S, T> resource) {
        return Optional.ofNullable(resource.getSpec());
    }
}
