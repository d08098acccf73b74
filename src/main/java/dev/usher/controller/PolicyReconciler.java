package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicyStatus;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.QualityRule;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says of a policy whether it can be followed. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class PolicyReconciler implements Reconciler<ProvisioningPolicy> {
    private final Room room;
    private final Edits edits;

    PolicyReconciler(Room room, Edits edits) {
        this.room = room;
        this.edits = edits;
    }

    @Override
    public List<EventSource<?, ProvisioningPolicy>> prepareEventSources(
            EventSourceContext<ProvisioningPolicy> context) {
        return List.of(room.mailbox().policies());
    }

    @Override
    public UpdateControl<ProvisioningPolicy> reconcile(ProvisioningPolicy policy, Context<ProvisioningPolicy> context) {
        var later = room.notNow(policy);
        if (later.isPresent()) {
            return UpdateControl.<ProvisioningPolicy>noUpdate().rescheduleAfter(later.get());
        }
        var progress = edits.progress(policy);
        var next = status(
                policy,
                room.accesses(),
                new Realms(room.caches()),
                progress,
                room.clock().instant());
        if (next.equals(policy.getStatus())) {
            return progress.isPresent()
                    ? UpdateControl.<ProvisioningPolicy>noUpdate().rescheduleAfter(Edits.SAY_AGAIN)
                    : UpdateControl.noUpdate();
        }
        var patch = new ProvisioningPolicy();
        patch.setMetadata(Room.same(policy));
        patch.setStatus(next);
        return progress.isPresent()
                ? UpdateControl.patchStatus(patch).rescheduleAfter(Edits.SAY_AGAIN)
                : Room.written(patch);
    }

    static ProvisioningPolicyStatus status(
            ProvisioningPolicy policy,
            Accesses accesses,
            Realms realms,
            Optional<Rollouts.Progress> progress,
            Instant now) {
        var before = Optional.ofNullable(policy.getStatus()).orElse(ProvisioningPolicyStatus.NONE);
        var generation = Translate.generation(policy);
        var read = accesses.policy(policy);
        var inForce = read instanceof Reading.Of<Policy>;
        Supplier<Conditions> conditions = () -> new Conditions(before.conditions(), generation, now);
        var offer = Optional.ofNullable(policy.getSpec()).flatMap(spec -> accesses.objection(spec.allowedNamespaces()));
        var said = Stream.concat(
                        conditions(read, offer, accesses, conditions.get()).stream(),
                        realm(policy, realms, conditions.get()).stream())
                .toList();
        return new ProvisioningPolicyStatus(
                generation,
                inForce ? policy.getSpec().workday() : before.workday(),
                inForce ? policy.getSpec().locations() : before.locations(),
                progress.map(far -> far.over(said, conditions.get())).orElse(said));
    }

    private static List<Condition> conditions(
            Reading<Policy> read, Optional<Objection> offer, Accesses accesses, Conditions conditions) {
        return switch (read) {
            case Reading.Newer<Policy> newer ->
                conditions
                        .stalled(Reason.NewerThanOperator.name(), newer.message())
                        .list();
            case Reading.Invalid<Policy> invalid ->
                conditions.stalled(Reason.SpecInvalid.name(), invalid.message()).list();
            case Reading.Of<Policy> of ->
                flaw(of.value().quality(), accesses)
                        .or(() -> offer)
                        .map(wrong -> conditions
                                .stalled(wrong.reason().name(), wrong.message())
                                .list())
                        .orElseGet(() -> conditions.ready(Reason.InForce).list());
        };
    }

    /** Whether the realm that a policy names is one by the word of the others, too; nothing where it names none. */
    private static List<Condition> realm(ProvisioningPolicy policy, Realms realms, Conditions conditions) {
        return Realms.of(policy)
                .map(realm -> {
                    var unanswered = realms.unanswered(policy.getMetadata().getNamespace());
                    return unanswered.isEmpty()
                            ? conditions.say(
                                    "RealmJoined", "True", Reason.RealmJoined.name(), Reason.RealmJoined.meaning())
                            : conditions.say(
                                    "RealmJoined",
                                    "False",
                                    Reason.RealmNotAgreed.name(),
                                    notAgreed(realm.name(), unanswered));
                })
                .map(Conditions::list)
                .orElse(List.of());
    }

    private static String notAgreed(String realm, List<String> unanswered) {
        return "The policy `default` of "
                + String.join(", ", unanswered)
                + " does not name the realm "
                + realm
                + " with this namespace in it, or is not there: until it does, one `externalId` here and there means two people";
    }

    /** The first rule that cannot be understood; the others, and all else that the policy says, hold beside it. */
    private static Optional<Objection> flaw(List<QualityRule> quality, Accesses accesses) {
        return IntStream.range(0, quality.size())
                .boxed()
                .flatMap(
                        place -> accesses.flaw(quality.get(place)).stream()
                                .map(
                                        flaw -> new Objection(
                                                Reason.RuleInvalid,
                                                "`spec.quality[" + place + "].rule`, " + flaw.text()
                                                        + ": correct it; until then it keeps nothing from anybody, and everything else in the policy counts")))
                .findFirst();
    }
}
