package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicyStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.RoleStatus;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
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
        var roles = Neighbours.of(Role.class, context, role -> spread(edited(role)));
        var apps = Neighbours.of(TargetApp.class, context, app -> {
            if (caches.app(Translate.id(app)).isEmpty()) {
                gone.accept(Translate.id(app));
            }
            return spread(edited(app));
        });
        var retained = Neighbours.of(RetainedAccount.class, context, account -> {
            caches.shows(account);
            return references.usersOf(account);
        });
        var policies = Neighbours.of(ProvisioningPolicy.class, context, policy -> {
            var edited = edited(policy);
            lookAtWhatIsLeft(edited);
            return spread(edited);
        });
        caches.use(context.getPrimaryCache(), roles, apps, retained);
        caches.usePolicies(policies);
        return List.of(roles, apps, retained, policies);
    }

    /** For how long names are reserved, and people known, the policy says. */
    private void lookAtWhatIsLeft(Edited edited) {
        if (caches.areFilled() && (edited.cached().isEmpty() || edited.isNew())) {
            caches.deletedOf(edited.resource().getMetadata().getNamespace()).forEach(mailbox::look);
        }
    }

    /**
     * A resource whose edit this is.
     *
     * @param said what its status says
     * @param cached what users are decided from, which another controller's cache may be ahead of
     * @param touched whom it touches; asking lets go of what was made of the resource before
     */
    private record Edited(
            HasMetadata resource,
            Said said,
            Optional<? extends HasMetadata> cached,
            Supplier<Set<ResourceID>> touched,
            Runnable whenOver) {
        boolean isSettled() {
            return said.isSettled(resource);
        }

        /** Whether its status says nothing of it yet. */
        boolean isNew() {
            return !Objects.equals(said.generation(), Translate.generation(resource));
        }
    }

    private Edited edited(Role role) {
        var before = Optional.ofNullable(role.getStatus()).orElse(RoleStatus.NONE);
        return new Edited(
                role,
                new Said(before.observedGeneration(), before.conditions()),
                caches.role(Translate.key(role)),
                () -> references.usersOf(role),
                () -> mailbox.look(role));
    }

    private Edited edited(TargetApp app) {
        var id = Translate.id(app);
        var before = Optional.ofNullable(app.getStatus()).orElse(TargetAppStatus.NONE);
        return new Edited(
                app,
                new Said(before.observedGeneration(), before.conditions()),
                caches.app(id),
                () -> references.usersOf(app),
                () -> mailbox.changed(id));
    }

    private Edited edited(ProvisioningPolicy policy) {
        var before = Optional.ofNullable(policy.getStatus()).orElse(ProvisioningPolicyStatus.NONE);
        return new Edited(
                policy,
                new Said(before.observedGeneration(), before.conditions()),
                caches.policy(policy.getMetadata().getNamespace()),
                () -> references.usersOf(policy),
                () -> mailbox.look(policy));
    }

    /**
     * It is there, was edited or is gone. At a start everybody is looked at anyway, and nobody is looked at right away.
     *
     * <p>What is told of then may come once the caches are filled, and is no edit: its status says that everybody had it.
     */
    private Set<ResourceID> spread(Edited edited) {
        var touched = edited.touched().get();
        if (!caches.areFilled()) {
            return Set.of();
        }
        if (edited.resource() instanceof Role role
                && role.isMarkedForDeletion()
                && edited.cached().isPresent()) {
            // Whether it is for good is found out first, see Dissolution.
            return Set.of();
        }
        if (edited.cached().isEmpty()) {
            if (edited.resource() instanceof Role role) {
                references.gone(role);
            }
            rollouts.deleted(edited.resource(), touched);
        } else {
            rollouts.begin(edited.resource(), edited.isSettled(), touched, edited.whenOver());
        }
        return Set.of();
    }

    /** A role gives nothing any more. */
    void dissolve(Role role) {
        var edited = edited(role);
        rollouts.anew(role, edited.touched().get(), references.newcomers(role), edited.whenOver());
    }

    Optional<Rollouts.Progress> progress(Role role) {
        return progress(edited(role));
    }

    Optional<Rollouts.Progress> progress(TargetApp app) {
        return progress(edited(app));
    }

    Optional<Rollouts.Progress> progress(ProvisioningPolicy policy) {
        return progress(edited(policy));
    }

    private Optional<Rollouts.Progress> progress(Edited edited) {
        var resource = edited.resource();
        return rollouts.of(
                resource,
                edited.isSettled(),
                () -> edited.cached()
                        .filter(there -> Translate.generation(there) >= Translate.generation(resource))
                        .map(there -> edited.touched().get()),
                edited.whenOver());
    }

    /**
     * What a status says.
     *
     * @param generation of which edit
     */
    private record Said(@Nullable Long generation, List<Condition> conditions) {
        /** An edit of which an earlier process said Ready is with everybody. */
        boolean isSettled(HasMetadata resource) {
            return Objects.equals(generation, Translate.generation(resource)) && Conditions.areReady(conditions);
        }
    }
}
