package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.AppId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Edits of what decides about users, on their way to those whom they touch.
 *
 * @param references whom that is
 */
record Edits(Caches caches, References references, Rollouts rollouts, Mailbox mailbox) {
    /** How often a resource says how far its edit is. */
    static final Duration SAY_AGAIN = Duration.ofSeconds(5);

    /**
     * The sources of events that edits are.
     *
     * @param gone hears of an app that is not there any more
     */
    List<EventSource<?, ProvisionedUser>> sources(EventSourceContext<ProvisionedUser> context, Consumer<AppId> gone) {
        var roles = Neighbours.of(Role.class, context, this::of);
        var apps = Neighbours.of(TargetApp.class, context, app -> {
            if (caches.app(Translate.id(app)).isEmpty()) {
                gone.accept(Translate.id(app));
            }
            return of(app);
        });
        var retained = Neighbours.of(RetainedAccount.class, context, references::usersOf);
        var policies = Neighbours.of(ProvisioningPolicy.class, context, this::of);
        caches.use(context.getPrimaryCache(), roles, apps, retained);
        caches.usePolicies(policies);
        return List.of(roles, apps, retained, policies);
    }

    /** A role is there, was edited or is gone; nobody is looked at right away. */
    Set<ResourceID> of(Role role) {
        return of(role, caches.role(Translate.key(role)), references.usersOf(role), () -> mailbox.look(role));
    }

    Set<ResourceID> of(TargetApp app) {
        var id = Translate.id(app);
        return of(app, caches.app(id), references.usersOf(app), () -> mailbox.changed(id));
    }

    Set<ResourceID> of(ProvisioningPolicy policy) {
        return of(policy, cached(policy), references.usersOf(policy), () -> mailbox.look(policy));
    }

    /** At a start everybody is looked at anyway. */
    private Set<ResourceID> of(
            HasMetadata resource, Optional<? extends HasMetadata> cached, Set<ResourceID> touched, Runnable whenOver) {
        if (!caches.areFilled()) {
            return Set.of();
        }
        if (cached.isEmpty()) {
            rollouts.deleted(resource, touched);
        } else {
            rollouts.begin(resource, touched, whenOver);
        }
        return Set.of();
    }

    Optional<Rollouts.Progress> progress(Role role, Said before) {
        return progress(
                role,
                before,
                caches.role(Translate.key(role)),
                () -> references.usersOf(role),
                () -> mailbox.look(role));
    }

    Optional<Rollouts.Progress> progress(TargetApp app, Said before) {
        var id = Translate.id(app);
        return progress(app, before, caches.app(id), () -> references.usersOf(app), () -> mailbox.changed(id));
    }

    Optional<Rollouts.Progress> progress(ProvisioningPolicy policy, Said before) {
        return progress(policy, before, cached(policy), () -> references.usersOf(policy), () -> mailbox.look(policy));
    }

    /** Users are decided from these caches, which another controller's may be ahead of. */
    private Optional<Rollouts.Progress> progress(
            HasMetadata resource,
            Said before,
            Optional<? extends HasMetadata> cached,
            Supplier<Set<ResourceID>> touched,
            Runnable whenOver) {
        return rollouts.of(
                resource,
                before.isSettled(resource),
                () -> cached.filter(there -> generation(there) >= generation(resource))
                        .map(there -> touched.get()),
                whenOver);
    }

    private Optional<ProvisioningPolicy> cached(ProvisioningPolicy policy) {
        return caches.policy(policy.getMetadata().getNamespace());
    }

    private static long generation(HasMetadata resource) {
        return Optional.ofNullable(resource.getMetadata().getGeneration()).orElse(0L);
    }

    /**
     * What a status says.
     *
     * @param generation of which edit
     */
    record Said(@Nullable Long generation, List<Condition> conditions) {
        /** An edit of which an earlier process said Ready is with everybody. */
        boolean isSettled(HasMetadata resource) {
            return Objects.equals(generation, Edits.generation(resource))
                    && Conditions.of(conditions, "Ready")
                            .filter(ready -> ready.status().equals("True"))
                            .isPresent();
        }
    }
}
