package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Attribution;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.Evidence;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Census;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is about to lose what, as reconcilers decided it.
 *
 * <p>To whose change somebody loses something is told once, while the status still shows what they had, and kept in memory
 * until they have lost it.
 */
final class Toll implements Census {
    /** So long an end has to be shown before it comes, to be no surprise. */
    private static final Duration ANNOUNCED = Duration.ofHours(24);

    private static final Set<String> SHUT = Arrays.stream(AccountState.values())
            .filter(AccountState::isShut)
            .map(AccountState::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Caches caches;
    private final Rollouts rollouts;
    private final TollBook losses = new TollBook();
    private final TollBook changes = new TollBook();
    private final Set<Key> undecided = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    Toll(Caches caches, Rollouts rollouts) {
        this.caches = caches;
        this.rollouts = rollouts;
    }

    /** Nobody of these was decided yet. */
    void starts(Stream<Key> everybody) {
        everybody.forEach(undecided::add);
        started = true;
    }

    /**
     * A user was decided.
     *
     * @param agreeing the apps in which the account is as it is decided
     * @param leftAlone these, and those in which it is left as somebody else made it
     * @param introduced those in which it lacks nothing but what is known of the manager by now
     */
    void note(
            ProvisionedUser user,
            Facts.OfPerson facts,
            Resolution resolution,
            Set<AppId> agreeing,
            Set<AppId> leftAlone,
            Set<AppId> introduced,
            Instant now) {
        var key = Translate.key(user);
        if (agreeing.containsAll(resolution.apps().keySet())) {
            note(key, facts.identity(), Map.of(), Map.of());
            return;
        }
        var attribution = attribution(user, facts, resolution, now);
        var isDated = isDated(user, now);
        note(
                key,
                facts.identity(),
                attribution.losses(agreeing::contains),
                attribution.changes(leftAlone::contains, app -> isDated || introduced.contains(app)));
    }

    /** Whether a date has come that the status shows: those who stay are given what it brings. */
    private static boolean isDated(ProvisionedUser user, Instant now) {
        return Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::nextTransition)
                .flatMap(next -> come(next, now))
                .isPresent();
    }

    private static Optional<Instant> come(ProvisionedUserStatus.NextTransition next, Instant now) {
        return Times.parse(next.time()).filter(at -> !at.isAfter(now));
    }

    private Attribution attribution(ProvisionedUser user, Facts.OfPerson facts, Resolution resolution, Instant now) {
        var edits = new Attribution.Edits(
                role -> generation(caches.role(role).filter(there -> !there.isMarkedForDeletion())),
                app -> generation(caches.app(app)),
                role -> caches.role(role).filter(rollouts::isRunning).isPresent(),
                app -> caches.app(app).filter(rollouts::isRunning).isPresent());
        var status = Optional.ofNullable(user.getStatus());
        var edited = status.map(ProvisionedUserStatus::observedGeneration)
                .filter(seen -> !Objects.equals(seen, Translate.generation(user)))
                .isPresent();
        var announced = status.map(ProvisionedUserStatus::nextTransition)
                .filter(next -> wasAnnounced(next, now))
                .isPresent();
        return new Attribution(facts.memory(), resolution, facts.access(), edited, announced, edits, now);
    }

    private static boolean wasAnnounced(ProvisionedUserStatus.NextTransition next, Instant now) {
        var time = come(next, now);
        return time.isPresent()
                && Times.parse(next.seenTime())
                        .filter(seen -> !seen.plus(ANNOUNCED).isAfter(time.get()))
                        .isPresent();
    }

    private static OptionalLong generation(Optional<? extends HasMetadata> resource) {
        return resource.map(there -> OptionalLong.of(Translate.generation(there)))
                .orElse(OptionalLong.empty());
    }

    /** An account without a user was decided. */
    void note(Key key, Identity identity, AppId app, Optional<Decision> decision, boolean retained) {
        note(
                key,
                identity,
                decision.flatMap(wanted -> loss(wanted, retained))
                        .map(loss -> Map.of(app, loss))
                        .orElse(Map.of()),
                Map.of());
    }

    /** One that was retained until its date goes by that date. */
    private static Optional<Loss> loss(Decision decision, boolean retained) {
        return switch (decision) {
            case Decision.Disabled disabled when disabled.isLocked() || retained -> Optional.empty();
            case Decision.Disabled disabled -> Optional.of(Loss.ofAccount(origin(disabled.why()), false));
            case Decision.Absent absent ->
                Optional.of(Loss.ofAccount(
                        retained ? new Origin.OfPerson(Origin.Matter.RETENTION) : origin(absent.why()), true));
            case Decision.Want want -> Optional.empty();
            case Decision.Trim trim -> Optional.empty();
            case Decision.Hold hold -> Optional.empty();
            case Decision.Planned plan -> Optional.empty();
        };
    }

    private static Origin origin(Why why) {
        return Attribution.personal(why).orElseGet(() -> new Origin.OfPerson(Origin.Matter.DELETION));
    }

    private void note(Key key, Identity identity, Map<AppId, Loss> losing, Map<AppId, Loss> changing) {
        losses.note(key, Member.of(identity), losing);
        changes.note(key, Member.of(identity), changing);
        undecided.remove(key);
    }

    /** Nothing is decided about them here. */
    void forget(Key key) {
        losses.forget(key);
        changes.forget(key);
        undecided.remove(key);
    }

    /** Nobody waits until they are decided. */
    void passes(Key key) {
        undecided.remove(key);
    }

    private boolean isThere(Key key) {
        return switch (key) {
            case Key.OfUser user -> caches.user(user.namespace(), user.name()).isPresent();
            case Key.OfRetained account ->
                caches.retained(account.namespace(), account.name()).isPresent();
            case Key.OfOrphan orphan -> false;
        };
    }

    @Override
    public Optional<Loss> loss(AppId app, Key key) {
        return losses.of(app, key);
    }

    @Override
    public Optional<Loss> change(AppId app, Key key) {
        return changes.of(app, key);
    }

    @Override
    public Optional<Map<Member, Integer>> members(AppId app, Wave.Key wave) {
        var isInferred = wave.origin().evidence() == Evidence.INFERRED;
        if (isInferred && !isComplete()) {
            return Optional.empty();
        }
        var book = wave.limit() == Limit.CHANGES ? changes : losses;
        return Optional.of(book.members(app, wave, this::isThere));
    }

    @Override
    public long sweeps() {
        return rollouts.mark();
    }

    @Override
    public boolean areOver(long sweeps) {
        return rollouts.areSwept(sweeps);
    }

    @Override
    public int usable(AppId app) {
        var held = caches.users()
                .flatMap(user -> Optional.ofNullable(user.getStatus()).stream())
                .flatMap(status -> status.accounts().stream())
                .filter(entry -> entry.id() != null && Recall.id(entry).equals(app))
                .filter(entry -> !SHUT.contains(entry.state()))
                .count();
        return (int) held + losses.retained(app);
    }

    @Override
    public boolean isComplete() {
        if (!undecided.isEmpty()) {
            undecided.removeIf(key -> !isThere(key));
        }
        return started && undecided.isEmpty();
    }
}
