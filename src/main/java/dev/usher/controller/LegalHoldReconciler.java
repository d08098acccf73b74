package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldSpec;
import dev.usher.api.LegalHoldStatus;
import dev.usher.api.LegalHoldStatus.Pinned;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import dev.usher.kube.DeclaredHolds;
import dev.usher.kube.Teardown;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Notes whom a hold means and says how much it keeps; that it keeps it is decided where something would be deleted. */
@Ignore // Controllers makes it; the framework's own discovery would want a bean.
public final class LegalHoldReconciler implements Reconciler<LegalHold>, Cleaner<LegalHold> {
    /** Whom it means comes and goes without an event here. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Room room;
    private final Holds holds;
    private final HoldAlarm alarm;
    private final Teardown teardown;

    LegalHoldReconciler(Room room, HoldAlarm alarm, Teardown teardown) {
        this.room = room;
        this.holds = room.world().holds();
        this.alarm = alarm;
        this.teardown = teardown;
    }

    @Override
    public List<EventSource<?, LegalHold>> prepareEventSources(EventSourceContext<LegalHold> context) {
        holds.use(context.getPrimaryCache());
        return List.of(alarm);
    }

    @Override
    public UpdateControl<LegalHold> reconcile(LegalHold hold, Context<LegalHold> context) {
        var later = room.notNow(hold);
        if (later.isPresent()) {
            return UpdateControl.<LegalHold>noUpdate().rescheduleAfter(later.get());
        }
        var now = room.clock().instant();
        var next = status(hold, now);
        if (HoldConditions.isInForce(hold.getStatus()) && !HoldConditions.isInForce(next)) {
            // Time alone may have ended it, which nothing else tells those whom it meant.
            alarm.ring(hold);
        }
        if (next.equals(hold.getStatus())) {
            return HoldConditions.isInForce(next)
                    ? UpdateControl.<LegalHold>noUpdate().rescheduleAfter(LOOK_AGAIN)
                    : UpdateControl.noUpdate();
        }
        announce(hold, next);
        var patch = new LegalHold();
        patch.setMetadata(Room.same(hold));
        patch.setStatus(next);
        room.chronicle().storing(hold, next);
        return Room.written(patch);
    }

    private LegalHoldStatus status(LegalHold hold, Instant now) {
        var pinned = named(hold).flatMap(name -> pin(hold, name).stream()).toList();
        var unknown = named(hold)
                .filter(name -> pinned.stream().noneMatch(pin -> pin.user().equals(name)))
                .toList();
        var said = DeclaredHolds.of(hold);
        var missing = said.stream()
                .flatMap(terms -> terms.apps().stream())
                .filter(app -> room.caches().app(app).isEmpty())
                .map(app -> app.seenFrom(hold.getMetadata().getNamespace()))
                .sorted()
                .toList();
        var isInForce = HoldConditions.isInForce(hold, now);
        return new LegalHoldStatus(
                Translate.generation(hold),
                pinned,
                isInForce ? holds.users(hold).size() : null,
                isInForce ? said.map(terms -> accounts(hold, terms)).orElse(0) : null,
                HoldConditions.of(hold, unknown, missing, now));
    }

    private static Stream<String> named(LegalHold hold) {
        return Optional.ofNullable(hold.getSpec()).map(LegalHoldSpec::users).stream()
                .flatMap(List::stream)
                .map(LegalHoldSpec.HeldUser::name)
                .distinct();
    }

    /** A key that was noted once counts, whoever has the name by now; who had none may have been given one. */
    private Optional<Pinned> pin(LegalHold hold, String name) {
        var namespace = hold.getMetadata().getNamespace();
        var noted = DeclaredHolds.pin(hold, name);
        return noted.filter(key -> !key.equals(Identity.ofName(namespace, name)))
                .or(() -> room.caches().user(namespace, name).map(Translate::identity))
                .or(() -> noted)
                .map(Identity::externalId)
                .map(key -> new Pinned(name, key));
    }

    private int accounts(LegalHold hold, Hold terms) {
        var ofUsers = holds.users(hold).stream()
                .flatMap(user -> AccountEntries.recorded(Optional.ofNullable(user.getStatus())).entrySet().stream())
                .filter(entry -> terms.covers(entry.getKey()) && isThere(entry.getValue()))
                .count();
        var retained = holds.retained(hold).stream()
                .filter(account -> RetainedStates.isThere(account)
                        && terms.covers(Translate.app(account, account.getSpec().app())))
                .count();
        return Math.toIntExact(ofUsers + retained);
    }

    private static boolean isThere(AccountEntry entry) {
        return entry.id() != null && !entry.state().equals(AccountState.Deleted.name());
    }

    /** Events can be read by those who may not read holds: they tell nobody's name. */
    private void announce(LegalHold hold, LegalHoldStatus next) {
        HoldConditions.ready(next)
                .filter(said -> !HoldConditions.ready(hold.getStatus())
                        .map(earlier -> earlier.reason())
                        .equals(Optional.of(said.reason())))
                .ifPresent(said -> room.events()
                        .normal(
                                hold,
                                "Hold",
                                said.reason(),
                                Reason.valueOf(said.reason()).meaning()));
    }

    @Override
    public DeleteControl cleanup(LegalHold hold, Context<LegalHold> context) {
        var later = room.notNow(hold);
        if (later.isPresent()) {
            return DeleteControl.noFinalizerRemoval()
                    .rescheduleAfter(later.get().toMillis());
        }
        room.chronicle()
                .ends(hold, teardown.concernsNow(List.of(hold.getMetadata().getNamespace())));
        return DeleteControl.defaultDelete();
    }
}
