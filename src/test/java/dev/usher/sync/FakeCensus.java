package dev.usher.sync;

import dev.usher.domain.access.Attribution;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Evidence;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Origin.Matter;
import dev.usher.domain.safety.Wave;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts whom the fake world decides about; to whose change they lose something is said by tests. */
final class FakeCensus implements Census {
    private final FakeWorld world;
    private final Map<Key, Origin> origins = new ConcurrentHashMap<>();
    private final Map<Key, Origin> edits = new ConcurrentHashMap<>();
    private final Set<Key> announced = ConcurrentHashMap.newKeySet();
    private volatile boolean complete = true;
    private volatile boolean swept = true;
    private volatile boolean asked;
    private final AtomicLong sweeps = new AtomicLong();
    private final AtomicLong over = new AtomicLong();

    FakeCensus(FakeWorld world) {
        this.world = world;
    }

    @Override
    public Optional<Loss> loss(AppId app, Key key) {
        var state = world.status(key, app)
                .filter(account -> account.id().isPresent())
                .map(account -> account.state());
        return state.isEmpty() || world.agrees(key, app)
                ? Optional.empty()
                : world.decision(key, app)
                        .flatMap(decision -> loss(key, decision, state.get()))
                        .map(loss -> loss.announced(announced.contains(key)));
    }

    @Override
    public Optional<Loss> change(AppId app, Key key) {
        return world.agrees(key, app)
                ? Optional.empty()
                : Optional.of(Loss.ofValues(edits.getOrDefault(key, new Origin.OfPerson(Matter.ATTRIBUTES))));
    }

    private Optional<Loss> loss(Key key, Decision decision, AccountState state) {
        var usable = state != AccountState.Disabled && state != AccountState.Deleted;
        var told = Optional.ofNullable(origins.get(key));
        Origin own = new Origin.OfPerson(Matter.EDIT);
        return switch (decision) {
            case Decision.Disabled disabled when disabled.isLocked() || !usable -> Optional.empty();
            case Decision.Disabled disabled ->
                Optional.of(Loss.ofAccount(
                        Attribution.personal(disabled.why()).or(() -> told).orElse(own), false));
            case Decision.Absent absent ->
                Optional.of(Loss.ofAccount(
                        usable
                                ? Attribution.personal(absent.why())
                                        .or(() -> told)
                                        .orElse(own)
                                : new Origin.OfPerson(Matter.RETENTION),
                        true));
            case Decision.Want want
            when !want.account().enabled() ->
                Optional.of(Loss.ofAccount(new Origin.OfPerson(Matter.PAUSE), false))
                        .filter(any -> usable);
            case Decision.Want want -> told.map(origin -> Loss.ofEntitlements(origin, 1));
            case Decision.Trim trim -> told.map(origin -> Loss.ofEntitlements(origin, 1));
            case Decision.Hold hold -> Optional.empty();
            case Decision.Planned plan -> Optional.empty();
        };
    }

    @Override
    public Optional<Map<Member, Integer>> members(AppId app, Wave.Key wave) {
        if (!swept || (wave.origin().evidence() == Evidence.INFERRED && !complete)) {
            return Optional.empty();
        }
        var members = new HashMap<Member, Integer>();
        world.keys()
                .forEach(key -> (wave.limit() == Limit.CHANGES ? change(app, key) : loss(app, key))
                        .filter(loss -> Wave.Key.of(loss).equals(wave) && !loss.isNoSurprise())
                        .ifPresent(loss ->
                                members.put(Member.of(((Facts.OfHolder) world.facts(key)).identity()), loss.weight())));
        return Optional.of(members);
    }

    @Override
    public long sweeps() {
        return sweeps.get();
    }

    @Override
    public boolean areOver(long begun) {
        asked = true;
        return begun <= over.get();
    }

    @Override
    public int usable(AppId app) {
        return (int) world.keys()
                .flatMap(key -> world.status(key, app).stream())
                .filter(account -> account.id().isPresent()
                        && account.state() != AccountState.Disabled
                        && account.state() != AccountState.Deleted)
                .count();
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    // What tests arrange.

    /** What these lose, they lose to this. */
    void lose(Origin origin, String... names) {
        for (var name : names) {
            origins.put(Stage.user(name), origin);
        }
    }

    /** What these are to look like, they are by this edit. */
    void change(Origin edit, String... names) {
        for (var name : names) {
            edits.put(Stage.user(name), edit);
        }
    }

    /** Their end was shown for a day before it came. */
    void wasShown(String name) {
        announced.add(Stage.user(name));
    }

    /** Not everybody was decided since the start. */
    void isComplete(boolean now) {
        complete = now;
    }

    /** A change is on its way to everybody whom it touches. */
    void beginsASweep() {
        sweeps.incrementAndGet();
    }

    /** The one that began first of those that are under way is with everybody. */
    void endsASweep() {
        over.incrementAndGet();
    }

    boolean wasAskedForSweeps() {
        return asked;
    }

    /** Nobody can count yet. */
    void isSwept(boolean now) {
        swept = now;
    }
}
