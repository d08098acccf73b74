package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.RemovalBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The engine of one app: a queue of keys, workers that let the app agree with what is decided, and a keeper. */
final class Lane {
    private static final int WORKERS = 8;

    private final AppId app;
    private final Ports ports;
    private final Timing timing;
    private final Digests digests;
    private final LaneQueue queue;
    private final LaneGate gate = new LaneGate();
    private final Keeper keeper;
    private final LaneSession session;
    private final LaneBook book;
    private final Holdings holdings = new Holdings();
    private final Set<Identity> underWork = new HashSet<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<LaneHealth> health =
            new AtomicReference<>(new LaneHealth(false, Optional.empty(), List.of(), Optional.empty()));

    Lane(AppId app, Ports ports, Timing timing, Digests digests) {
        this.app = app;
        this.ports = ports;
        this.timing = timing;
        this.digests = digests;
        this.queue = new LaneQueue(timing.nanos());
        this.session =
                new LaneSession(ports.vault(), new LaneWire(app, ports.tenure(), ports.meter(), timing, WORKERS));
        this.book = new LaneBook(ports.ledger(), app);
        this.keeper = new Keeper(timing, this::look);
    }

    void start() {
        for (var worker = 0; worker < WORKERS; worker++) {
            threads.add(Thread.ofVirtual().name("lane " + app + " " + worker).start(this::work));
        }
        threads.add(Thread.ofVirtual().name("lane " + app + " keeper").start(keeper));
    }

    void offer(Key key) {
        queue.offer(key);
    }

    LaneHealth health() {
        return health.get();
    }

    /** Takes a declaration into use; what was parked goes on once the app was seen. */
    void configure(Setup setup) {
        var before = session.setup();
        session.configure(setup);
        gate.unblock();
        if (!before.equals(Optional.of(setup))) {
            health.set(new LaneHealth(
                    false, Optional.empty(), List.of(), health.get().heldUntil()));
        }
        var recorded = ports.world().owners(app, setup.target().tenant());
        if (before.map(Setup::target).equals(Optional.of(setup.target()))) {
            holdings.learn(recorded);
        } else {
            holdings.reset(setup.target().tenant(), recorded);
        }
        keeper.wake();
    }

    /** Stops work because of the declaration itself. */
    void block(Failure why) {
        session.close();
        if (gate.block(why)) {
            publish(Optional.of(why), List.of());
            queue.unpark();
        }
    }

    /** Sends nothing new, and gives what was sent a while to end. */
    void stop(Duration patience) throws InterruptedException {
        queue.close();
        keeper.stop();
        var deadline = timing.nanos().getAsLong() + patience.toNanos();
        for (var thread : threads) {
            var left = Duration.ofNanos(Math.max(1, deadline - timing.nanos().getAsLong()));
            if (!thread.join(left)) {
                thread.interrupt();
            }
        }
        session.close();
    }

    /** The keeper's look at the app: opens the gate when it is well, shuts it when it is not. */
    private Optional<Failure> look() {
        if (session.setup().isEmpty() || gate.isBlocked()) {
            return Optional.empty();
        }
        try {
            var capabilities = session.refresh().capabilities();
            settleClaims();
            gate.open();
            publish(Optional.empty(), abilities(capabilities));
            queue.unpark();
            return Optional.empty();
        } catch (AppFailure e) {
            shut(e.failure());
            return Optional.of(e.failure());
        } catch (LedgerFailure e) {
            var why = Failure.of(Kind.WAITING, Detail.LEDGER);
            shut(why);
            return Optional.of(why);
        }
    }

    /** A claim has served once a status or a record holds the id; then it is dropped, a write for all of them together. */
    private void settleClaims() throws LedgerFailure {
        if (book.page().claims().isEmpty()) {
            return;
        }
        var setup = session.setup();
        if (setup.isPresent()) {
            var recorded = new HashSet<>(
                    ports.world().owners(app, setup.get().target().tenant()).values());
            book.edit(page -> {
                var next = page;
                for (var identity : page.claims().keySet()) {
                    next = recorded.contains(identity) ? next.withoutClaim(identity) : next;
                }
                return next;
            });
        }
    }

    private void work() {
        try {
            for (var key = queue.take(); key.isPresent(); key = queue.take()) {
                workOn(key.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOn(Key key) {
        var state = gate.state();
        if (!state.open()) {
            state.why().ifPresent(why -> reportFailure(key, why));
            park(key);
            return;
        }
        if (!(ports.world().facts(key) instanceof Facts.OfHolder holder)) {
            queue.settled(key);
            return;
        }
        if (!occupy(holder.identity())) {
            // The user and the retained account of one person are two keys and one account.
            queue.retry(key, Duration.ofMillis(100));
            return;
        }
        try {
            settle(key, converge(key));
        } catch (AppFailure e) {
            failed(key, e.failure());
        } catch (LedgerFailure e) {
            failed(key, Failure.of(Kind.WAITING, Detail.LEDGER));
        } catch (RuntimeException e) {
            System.getLogger(Lane.class.getName()).log(System.Logger.Level.ERROR, "work on " + key + " failed", e);
            failed(key, Failure.of(Kind.INTERNAL, Detail.NONE));
        } finally {
            leave(holder.identity());
        }
    }

    /** The facts are read again, because the account was not ours alone when they were first read. */
    private Done converge(Key key) throws AppFailure, LedgerFailure {
        var setup = session.setup();
        if (setup.isEmpty() || !(ports.world().facts(key) instanceof Facts.OfHolder holder)) {
            return Done.Settled.NOTHING;
        }
        var context = new LaneContext(ports, timing, setup.get(), holdings, book, digests, RemovalBudget.DEFAULT);
        var calls = new LaneCalls(session.get(), ports.journal(), timing.clock(), app, holder.identity(), numbers);
        return new AccountWork(context, calls, key, holder).run();
    }

    private void settle(Key key, Done done) {
        switch (done) {
            case Done.Settled settled -> {
                settled.result().ifPresent(result -> ports.outbox().put(key, app, result));
                queue.settled(key);
            }
            case Done.Held held -> {
                ports.outbox().put(key, app, held.result());
                hold(held.until());
                queue.retry(key, Duration.between(timing.clock().instant(), held.until()));
            }
            // The caches that it was decided from are behind what a live read said, and need a moment.
            case Done.Again again -> queue.retry(key, Duration.ofMillis(100));
        }
    }

    private void failed(Key key, Failure why) {
        reportFailure(key, why);
        if (why.kind().scope() == Kind.Scope.APP) {
            session.noteRejection(why);
            shut(why);
            keeper.trouble(why);
            park(key);
            return;
        }
        var attempts = queue.failed(key);
        var pause = why.retryAfter().orElseGet(() -> switch (why.kind().retry()) {
            case BACKOFF -> timing.backoff().pause(attempts);
            case PERIODIC, NEVER -> timing.periodic();
        });
        queue.retry(key, pause);
    }

    /** The gate may have opened since it was looked at, and nobody would wake what was parked after that. */
    private void park(Key key) {
        queue.park(key);
        if (gate.state().open()) {
            queue.unpark();
        }
    }

    private void reportFailure(Key key, Failure why) {
        if (!(ports.world().facts(key) instanceof Facts.OfHolder holder)) {
            return;
        }
        var known = holdings.known(holder, app);
        var decision = holder.decide(
                app,
                Holdings.toDecide(known, holder.account(app)),
                timing.clock().instant());
        if (decision.isPresent()) {
            ports.outbox().put(key, app, Result.failed(why, known, Aims.of(decision.get(), digests)));
        }
    }

    private void shut(Failure why) {
        if (gate.shut(why)) {
            publish(Optional.of(why), health.get().capabilities());
            queue.unpark();
        }
    }

    private void hold(Instant until) {
        var now = health.get();
        var next = new LaneHealth(now.asked(), now.trouble(), now.capabilities(), Optional.of(until));
        if (!next.equals(health.getAndSet(next))) {
            ports.outbox().changed(app);
        }
    }

    private void publish(Optional<Failure> trouble, List<LaneHealth.Ability> capabilities) {
        var stillHeld = health.get()
                .heldUntil()
                .filter(until -> until.isAfter(timing.clock().instant()));
        var next = new LaneHealth(true, trouble, capabilities, stillHeld);
        if (!next.equals(health.getAndSet(next))) {
            ports.outbox().changed(app);
        }
    }

    private static List<LaneHealth.Ability> abilities(Capabilities capabilities) {
        return capabilities.all().stream()
                .map(capability -> new LaneHealth.Ability(
                        capability.name(),
                        capability.value(),
                        capability.origin() == Capability.Origin.defaulted
                                ? "default"
                                : capability.origin().name()))
                .toList();
    }

    /** Whether an account of this person may be in the making. */
    boolean mayHave(Identity identity) {
        synchronized (underWork) {
            if (underWork.contains(identity)) {
                return true;
            }
        }
        try {
            return book.page().claims().containsKey(identity);
        } catch (LedgerFailure e) {
            return true;
        }
    }

    private boolean occupy(Identity identity) {
        synchronized (underWork) {
            return underWork.add(identity);
        }
    }

    private void leave(Identity identity) {
        synchronized (underWork) {
            underWork.remove(identity);
        }
    }
}
