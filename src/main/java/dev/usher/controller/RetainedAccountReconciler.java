package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Failure;
import dev.usher.kube.Records;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Result;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sees to it that an account without a user is removed, or handed to the user that came back. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class RetainedAccountReconciler implements Reconciler<RetainedAccount> {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Room room;
    private final Records records;

    RetainedAccountReconciler(Room room, Records records) {
        this.room = room;
        this.records = records;
    }

    @Override
    public List<EventSource<?, RetainedAccount>> prepareEventSources(EventSourceContext<RetainedAccount> context) {
        return List.of(room.mailbox().retained());
    }

    @Override
    public UpdateControl<RetainedAccount> reconcile(RetainedAccount account, Context<RetainedAccount> context) {
        var later = room.notNow(account);
        if (later.isPresent()) {
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(later.get());
        }
        var spec = account.getSpec();
        if (spec == null) {
            return UpdateControl.noUpdate();
        }
        var key = new Key.OfRetained(
                account.getMetadata().getNamespace(), account.getMetadata().getName());
        var claimant = room.world().claimant(new Identity(spec.realm(), spec.externalId()));
        if (claimant.isPresent()) {
            // The lane has dropped the key by now: should the claimant go again, it has to be asked again.
            room.offers().forget(key);
            if (hasTaken(claimant.get(), account)) {
                room.mailbox().clear(key);
                records.delete(account);
            }
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(SOON);
        }
        return remove(account, key);
    }

    private UpdateControl<RetainedAccount> remove(RetainedAccount account, Key key) {
        var app = Translate.app(account, account.getSpec().app());
        var done = isDone(account);
        if (!done && room.world().facts(key) instanceof Facts.OfRetained facts) {
            facts.decide(app, Optional.empty(), room.clock().instant()).ifPresent(decision -> ask(key, app, decision));
        }
        var next = status(account, room.mailbox().of(key, app), room.clock().instant());
        if (next.equals(account.getStatus())) {
            if (done) {
                room.mailbox().clear(key);
                return UpdateControl.noUpdate();
            }
            // An app that is not there, or a cache of another controller that is behind, shows itself by no event here.
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(SOON);
        }
        var patch = new RetainedAccount();
        patch.setMetadata(Room.sameName(account));
        patch.setStatus(next);
        return UpdateControl.patchStatus(patch).rescheduleAfter(SOON);
    }

    private void ask(Key key, AppId app, Decision decision) {
        room.offers().make(key, Map.of(app, decision), List.of(app));
    }

    private static boolean isDone(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .map(RetainedAccountStatus::state)
                .filter(state -> List.of(RetainedStates.Retained.name(), RetainedStates.Deleted.name())
                        .contains(state))
                .isPresent();
    }

    /** The user's status holds the id, so that the record is not needed any more. */
    private static boolean hasTaken(ProvisionedUser user, RetainedAccount account) {
        var spec = account.getSpec();
        return user.getStatus() != null
                && user.getStatus().accounts().stream()
                        .filter(entry -> Recall.id(entry).equals(Translate.app(account, spec.app())))
                        .anyMatch(entry -> entry.id() != null
                                && (spec.id() == null
                                        || (spec.id().equals(entry.id())
                                                && Objects.equals(spec.tenant(), entry.tenant()))));
    }

    private RetainedAccountStatus status(RetainedAccount account, Optional<Result> result, Instant now) {
        var before = Optional.ofNullable(account.getStatus());
        var generation =
                Optional.ofNullable(account.getMetadata().getGeneration()).orElse(0L);
        var conditions =
                new Conditions(before.map(RetainedAccountStatus::conditions).orElse(List.of()), generation, now);
        var state = result.map(RetainedAccountReconciler::state)
                .orElseGet(() -> before.flatMap(said -> Optional.ofNullable(said.state()))
                        .orElse(kept(account) ? RetainedStates.Kept.name() : RetainedStates.Removing.name()));
        switch (RetainedStates.valueOf(state)) {
            case Removing -> {
                var failure = result.flatMap(Result::failure);
                conditions.reconciling(
                        "False",
                        failure.map(Failure::reason).orElse(Reason.Removing.name()),
                        failure.map(Failure::message).orElse("The account is being removed"));
            }
            case Held ->
                conditions.waiting(Reason.RemovalsHeld.name(), "A limit on removals holds the account as it was");
            case Retained -> conditions.ready(Reason.Retained);
            case Kept -> conditions.ready(Reason.Kept);
            case Deleted -> conditions.ready(Reason.Deleted);
        }
        var since = before.filter(said -> state.equals(said.state()))
                .flatMap(said -> Optional.ofNullable(said.since()))
                .orElseGet(() -> Times.text(now));
        return new RetainedAccountStatus(generation, state, since, null, conditions.list());
    }

    private boolean kept(RetainedAccount account) {
        var key = new Key.OfRetained(
                account.getMetadata().getNamespace(), account.getMetadata().getName());
        var app = Translate.app(account, account.getSpec().app());
        return room.world().facts(key) instanceof Facts.OfRetained facts
                && facts.decide(app, Optional.empty(), room.clock().instant())
                        .filter(Decision.Hold.class::isInstance)
                        .isPresent();
    }

    private static String state(Result result) {
        return switch (result.state()) {
            case Disabled -> RetainedStates.Retained.name();
            case Deleted -> RetainedStates.Deleted.name();
            case Held -> RetainedStates.Held.name();
            case Pending, Active, Failed, AppGone -> RetainedStates.Removing.name();
        };
    }
}
