package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.kube.Records;
import dev.usher.sync.Aims;
import dev.usher.sync.Facts;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.Key;
import dev.usher.sync.Priority;
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
import java.util.Optional;
import java.util.function.Function;

/** Sees to it that an account without a user is removed, or handed to the user that came back. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class RetainedAccountReconciler implements Reconciler<RetainedAccount> {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);

    /** An edit of the app that changes what is decided shows itself by no event here. */
    private static final Duration EDITED_AGAIN = Duration.ofHours(12);

    private final Room room;
    private final Records records;
    private final Tombstones tombstones;
    private final Schedule schedule;
    private final Function<AppId, Optional<InventoryReport.Found>> inventories;

    /** @param inventories what the last complete inventory of an app found */
    RetainedAccountReconciler(
            Room room,
            Records records,
            Tombstones tombstones,
            Function<AppId, Optional<InventoryReport.Found>> inventories) {
        this.tombstones = tombstones;
        this.inventories = inventories;
        this.room = room;
        this.records = records;
        this.schedule = new Schedule(room.agenda(), room.time());
    }

    @Override
    public List<EventSource<?, RetainedAccount>> prepareEventSources(EventSourceContext<RetainedAccount> context) {
        room.retainedStatuses().use(context, room.chronicle().ofRetained());
        return List.of(room.mailbox().retained(), new LostStatuses<>(RetainedStatuses::observed, room.mailbox()::look));
    }

    @Override
    public UpdateControl<RetainedAccount> reconcile(RetainedAccount account, Context<RetainedAccount> context) {
        var later = room.notNow(account);
        if (later.isPresent()) {
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(later.get());
        }
        var spec = account.getSpec();
        if (spec == null) {
            room.isNobodys(account);
            return UpdateControl.noUpdate();
        }
        if (RetainedCache.isMisplaced(account)) {
            return isMisplaced(account);
        }
        var key = Translate.key(account);
        if (!RetainedStates.isThere(account)) {
            room.measures().note(account, Optional.empty(), room.clock().instant());
            return tombstones.tend(account);
        }
        var claimant = room.world().claimant(account);
        if (claimant.isPresent()) {
            // The lane has dropped the key by now: should the claimant go again, it has to be asked again.
            room.offers().forget(key);
            room.toll().forget(key);
            room.measures().forget(key);
            if (LostAccounts.hasTaken(claimant.get(), account)) {
                room.mailbox().clear(key);
                room.chronicle().returns(account);
                records.delete(account);
            }
            return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(SOON);
        }
        return remove(account, key);
    }

    private UpdateControl<RetainedAccount> isMisplaced(RetainedAccount account) {
        room.isNobodys(account);
        var next = RestingRecords.misplaced(account, room.clock().instant());
        if (!next.equals(account.getStatus())) {
            return write(account, next);
        }
        room.retainedStatuses().withdraw(account);
        return UpdateControl.noUpdate();
    }

    private UpdateControl<RetainedAccount> remove(RetainedAccount account, Key key) {
        var app = Translate.app(account, account.getSpec().app());
        room.world().locks().on(account).forEach(room.mailbox()::look);
        var now = room.clock().instant();
        var orphaned = Orphanhood.of(account, inventories.apply(app));
        var facts = facts(key, orphaned);
        var decision = facts.flatMap(found -> found.decide(app, Optional.empty(), now));
        var done = RetainedStatuses.isDone(account, decision, room.digests());
        room.measures().note(account, decision, now);
        var lost = PendingHandover.lost(account, decision.filter(any -> !done), room.digests());
        room.toll().note(key, Translate.identity(account.getSpec()), app, lost, RetainedStates.isDisabled(account));
        var held = decision.filter(wanted -> isHeld(key, app, wanted)).isPresent();
        // The lane goes by what is recorded.
        var isRecorded = orphaned.equals(Orphanhood.recorded(account));
        if (!done && !held && isRecorded) {
            decision.ifPresent(wanted -> ask(key, app, wanted, RetainedStatuses.seen(account)));
        }
        var retention = facts.map(Facts.OfRetained::retention);
        var dates = RetainedStatuses.Dates.of(retention, orphaned, now);
        var said = RetainedStatuses.of(account, decision, dates, room.mailbox().of(key, app), room.digests(), now);
        var isKept = retention.filter(known -> known.isHeldByPolicy(now)).isPresent();
        var next = isKept ? RetainedStatuses.heldByPolicy(said) : said;
        return next.equals(account.getStatus()) ? stands(account, key, done, held, dates) : write(account, next);
    }

    private UpdateControl<RetainedAccount> stands(
            RetainedAccount account, Key key, boolean done, boolean held, RetainedStatuses.Dates dates) {
        room.retainedStatuses().withdraw(account);
        if (done) {
            room.mailbox().clear(key);
            return rest(key, dates.purge());
        }
        dates.disable().filter(room.clock().instant()::isBefore).ifPresent(at -> schedule.at(key, at));
        // An app that is not there, or a cache of another controller that is behind, shows itself by no event here.
        var stays =
                held || RetainedStates.Kept.name().equals(account.getStatus().state());
        return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(stays ? LATER : SOON);
    }

    private UpdateControl<RetainedAccount> write(RetainedAccount account, RetainedAccountStatus next) {
        room.says(account, next);
        return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(SOON);
    }

    /** The lane goes on by itself once a limit lets it. */
    private boolean isHeld(Key key, AppId app, Decision wanted) {
        return room.mailbox()
                .of(key, app)
                .filter(said -> said.state() == AccountState.Held && said.aim().equals(Aims.of(wanted, room.digests())))
                .isPresent();
    }

    private Optional<Facts.OfRetained> facts(Key key, Optional<Instant> orphaned) {
        return room.world().facts(key) instanceof Facts.OfRetained facts
                ? Optional.of(facts.orphanedSince(orphaned))
                : Optional.empty();
    }

    /** An account that stays may still be deleted one day, when its time has come or when its app is edited. */
    private UpdateControl<RetainedAccount> rest(Key key, Optional<Instant> purge) {
        purge.ifPresent(at -> schedule.at(key, at));
        return UpdateControl.<RetainedAccount>noUpdate().rescheduleAfter(EDITED_AGAIN);
    }

    private void ask(Key key, AppId app, Decision decision, Optional<AccountState> seen) {
        var priority = Priority.of(decision, seen);
        room.offers().make(key, Map.of(app, decision), List.of(app), List.of(app), any -> priority);
    }
}
