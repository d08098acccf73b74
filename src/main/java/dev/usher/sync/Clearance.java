package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Attribution;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Step;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Origin.Matter;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Wave;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the limits of the app let something be taken from an account now.
 *
 * @param delete whether the account is to go for good
 */
record Clearance(AccountWork work, Applied aim, boolean delete) {
    /** How it ends otherwise; empty: it may go. */
    Optional<Done> ofAccount(Decision decision, Account account) throws LedgerFailure {
        if (isSpent() && !account.active()) {
            return kept(decision);
        }
        var loss = loss(decision);
        // Those who count have not decided yet what the lane has.
        return loss.isEmpty() ? Optional.of(waiting()) : answered(loss.get(), before(decision, account), account.id());
    }

    private Set<Taken.What> before(Decision decision, Account account) {
        return account.active()
                ? decision.reduction().map(why -> new Taken.What.Access(why.name())).stream()
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** The same for these entitlements of an account that stays. */
    Optional<Done> ofEntitlements(Set<Entitlement> taken, RemoteId id) throws AppFailure, LedgerFailure {
        if (!work.permission.allows(Step.REMOVE_ENTITLEMENTS)) {
            return Optional.empty();
        }
        return answered(
                Loss.ofEntitlements(noted().map(Loss::origin).orElseGet(Origin.InApp::new), taken.size()),
                taken.stream().map(Taken.What.Holding::new).collect(Collectors.toUnmodifiableSet()),
                id);
    }

    /**
     * The same for values that are to replace those which a read once agreed with; whoever changes by a change of their own waits
     * for nothing.
     */
    Optional<Done> ofValues(RemoteId id, boolean second) throws LedgerFailure {
        if (!(work.key instanceof Key.OfUser) || isFirst()) {
            return Optional.empty();
        }
        var change = work.context.ports().census().change(work.context.app(), work.key);
        if (change.isEmpty()) {
            return Optional.of(waiting());
        }
        var own = change.get().isPersonal() || (second && change.get().origin() instanceof Origin.Forgotten);
        return own ? Optional.empty() : answered(change.get(), Set.of(), id);
    }

    /** While whoever changes with it is being counted, an account is not looked at. */
    Optional<Done> counting() {
        if (isFirst() || work.permission.isOnlyPlanning()) {
            return Optional.empty();
        }
        return work.context
                .ports()
                .census()
                .change(work.context.app(), work.key)
                .filter(change -> !change.isPersonal())
                .flatMap(work.context.breaker()::counting)
                .map(pause -> new Done.Waits(pause, Optional.empty()));
    }

    /** Nothing is replaced of an account that nobody has confirmed; what is repaired was asked for before. */
    private boolean isFirst() {
        return !hasId() || applied().filter(applied -> !applied.equals(aim)).isEmpty();
    }

    /** What a read once agreed with, whatever is doubted since. */
    private Optional<Applied> applied() {
        return recorded().flatMap(KnownAccount::applied);
    }

    /** What the status, or the record, says of the account. */
    Optional<KnownAccount> recorded() {
        return work.holder.account(work.context.app());
    }

    private boolean hasId() {
        return recorded().flatMap(KnownAccount::id).isPresent();
    }

    /** What is held already, or was not counted yet, needs no look at the app. */
    Optional<Done> holding(Decision decision) throws LedgerFailure {
        if (work.permission.isOnlyPlanning()) {
            return Optional.empty();
        }
        if (isSpent()) {
            return kept(decision);
        }
        var loss = loss(decision);
        return loss.isEmpty()
                ? Optional.of(waiting())
                : work.context.breaker().holds(member(), loss.get()).flatMap(answer -> done(answer, work.knownId()));
    }

    /** What was counted before is kept all the same where a person says so since. */
    private Optional<Done> kept(Decision decision) throws LedgerFailure {
        var loss = decision.reduction().flatMap(why -> origin(why, noted())).map(this::loss);
        return loss.isEmpty()
                ? Optional.empty()
                : work.context
                        .breaker()
                        .holds(member(), loss.get())
                        .filter(Breaker.Answer.Kept.class::isInstance)
                        .flatMap(answer -> done(answer, work.knownId()));
    }

    /** Whether a person says that the account is to be given back, or to stay, although what is decided takes it. */
    boolean isSpared(Decision decision) throws LedgerFailure {
        var back = work.context
                .breaker()
                .restitution()
                .of(member())
                .filter(due -> decision.reduction().filter(due::isOfAccount).isPresent());
        return back.isPresent() || kept(decision).isPresent();
    }

    /** It was let go when it was disabled to be deleted. */
    private boolean isSpent() {
        return delete && Handover.isBegun(work);
    }

    private Member member() {
        return Member.of(work.holder.identity());
    }

    private static Done waiting() {
        return new Done.Waits(Breaker.A_MOMENT, Optional.empty());
    }

    private Optional<Done> answered(Loss loss, Set<? extends Taken.What> what, RemoteId id) throws LedgerFailure {
        return done(work.context.breaker().ask(member(), loss, what, work.context.surveyed()), Optional.of(id));
    }

    private Optional<Done> done(Breaker.Answer answer, Optional<RemoteId> id) {
        return switch (answer) {
            case Breaker.Answer.Go go -> Optional.empty();
            case Breaker.Answer.Wait wait -> Optional.of(new Done.Waits(wait.pause(), wait.why()));
            case Breaker.Answer.Held held ->
                Optional.of(held(held.wave(), overBudget(held.wave()), id, held.until(), held.asOf()));
            case Breaker.Answer.Kept kept -> {
                var ruling = kept.ruling();
                yield Optional.of(ruled(ruling, Detail.KEPT, id, kept.asOf()));
            }
        };
    }

    private static Failure overBudget(Wave wave) {
        return Failure.of(
                Kind.HELD,
                wave.key().limit() == Limit.CHANGES ? Detail.OVER_BUDGET_OF_CHANGES : Detail.OVER_BUDGET,
                wave.id(),
                wave.key().cause(),
                wave.key().limit().setting());
    }

    /** What a wave took is back. */
    Done.Held restored(Ruling ruling, RemoteId id, int asOf) {
        return ruled(ruling, Detail.RESTORED, Optional.of(id), asOf);
    }

    /** What is recorded before anything of it is brought back. */
    Done.Taken restoring(Ruling ruling, RemoteId id, int asOf) {
        return new Done.Taken(
                ruled(ruling, Detail.RESTORING, Optional.of(id), asOf).result());
    }

    private Done.Held ruled(Ruling ruling, Detail detail, Optional<RemoteId> id, int asOf) {
        var why = Failure.of(
                Kind.HELD, detail, ruling.wave().id(), ruling.wave().key().cause(), ruling.name());
        return held(ruling.wave(), why, id, ruling.until(), asOf);
    }

    private Done.Held held(Wave wave, Failure why, Optional<RemoteId> id, Instant until, int asOf) {
        return new Done.Held(
                new Result(
                        AccountState.Held,
                        id,
                        Optional.of(work.context.tenant()),
                        Optional.of(aim),
                        wave.key().limit() == Limit.CHANGES ? applied() : Optional.empty(),
                        Optional.of(why),
                        work.isPrepared(),
                        Optional.empty(),
                        work.takeover(),
                        Optional.empty()),
                until,
                asOf);
    }

    /** Empty where it is not known yet to whose change. */
    private Optional<Loss> loss(Decision decision) {
        var noted = noted();
        return switch (decision) {
            case Decision.Disabled disabled -> origin(disabled.why(), noted).map(this::loss);
            case Decision.Absent absent
            when isShut() ->
                // One that is disabled already was retained until its date, unless something else is known of it.
                Optional.of(loss(noted.map(Loss::origin).orElse(new Origin.OfPerson(Matter.RETENTION))));
            case Decision.Absent absent -> origin(absent.why(), noted).map(this::loss);
            // It is to be disabled until a start that was put off.
            case Decision.Want want -> Optional.of(loss(new Origin.OfPerson(Matter.PAUSE)));
            case Decision.Trim trim -> noted;
            case Decision.Hold hold -> noted;
            case Decision.Planned plan -> noted;
        };
    }

    private Loss loss(Origin origin) {
        var loss = Loss.ofAccount(origin, delete);
        return noted().filter(earlier -> earlier.origin().equals(origin))
                .map(loss::to)
                .orElse(loss);
    }

    private Optional<Loss> noted() {
        return work.context.ports().census().loss(work.context.app(), work.key);
    }

    private Optional<Origin> origin(Why why, Optional<Loss> noted) {
        return Attribution.personal(why).or(() -> noted.map(Loss::origin)).or(this::ofNobody);
    }

    /** What is recorded as disabled, or gone, was enabled in the app; what is not recorded at all nobody can count. */
    private Optional<Origin> ofNobody() {
        if (isShut()) {
            return Optional.of(new Origin.InApp());
        }
        return hasId() ? Optional.empty() : Optional.of(new Origin.OfPerson(Matter.EDIT));
    }

    private boolean isShut() {
        return recorded().filter(account -> account.state().isShut()).isPresent();
    }
}
