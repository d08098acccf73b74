package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.ChangeId;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The engine of one app: a queue of keys, workers that let the app agree with what is decided, and a keeper. */
final class Lane {
    private final AppId app;
    private final Ports ports;
    private final Timing timing;
    private final Digests digests;
    final LaneQueue queue;
    private final LaneGate gate = new LaneGate();
    private final Barrier barrier;
    private final Keeper keeper;
    private final InventoryKeeper inventories;
    private final LaneSession session;
    private final LaneBook book;
    private final Leftovers leftovers;
    private final Breaker breaker;
    private final Reports reports;
    private final Holdings holdings = new Holdings();
    private final Set<Identity> underWork = ConcurrentHashMap.newKeySet();
    private final Urgencies urgencies = new Urgencies();
    private final AtomicLong numbers = new AtomicLong();
    private final LaneWire wire;
    private final Standing standing;
    private final LaneNews news;
    private final Crew crew;
    private final Memberships memberships;
    private final Experience experience;
    private final Aftermath aftermath;
    private final Tempi tempi = new Tempi(this::pace);
    private volatile Optional<Upkeep> upkeep = Optional.empty();

    Lane(AppId app, Ports ports, Timing timing, Digests digests) {
        this.app = app;
        this.ports = ports;
        this.timing = timing;
        this.digests = digests;
        this.queue = new LaneQueue(timing.nanos());
        this.wire = new LaneWire(app, ports.tenure(), ports.meter(), timing);
        this.session = new LaneSession(ports.vault(), wire, timing);
        this.news = new LaneNews(app, timing.nanos());
        this.crew = new Crew(app, queue, this::workOn, news);
        this.book = new LaneBook(ports.ledger(), ports.world(), app, crew, timing.company());
        this.leftovers = new Leftovers(book, ports.handout(), timing.clock());
        this.standing = new Standing(app, ports.outbox(), new Intents(ports.journal()), news);
        this.barrier = new Barrier(gate, queue, standing);
        this.breaker = new Breaker(app, book, ports.census(), timing, standing, queue::hasten);
        this.reports = new Reports(app, ports, timing, holdings, digests, book, news);
        var agreement = new Agreement(app, session, ports.world(), holdings, digests, timing.clock());
        var reception = new Reception(timing, standing, agreement::ofAnybody, queue::hasten);
        var seats = new Seats(key -> queue.offer(key, Priority.CHANGE));
        var handovers = new Handovers(timing.nanos(), crew, key -> queue.offer(key, Priority.REPAIR));
        this.aftermath = new Aftermath(queue, reports, timing, breaker, reception, seats, news);
        this.experience = Experience.begun(reception, seats, handovers, timing.clock());
        this.memberships = new Memberships(crew, timing);
        this.inventories = new InventoryKeeper(timing, Survey.of(this::context, session, queue, standing));
        var checkup = new Checkup(ports.world(), session, barrier, breaker, experience, inventories, tempi, leftovers);
        this.keeper = new Keeper(timing, checkup::take, barrier::shut);
    }

    void start() {
        crew.start(keeper, inventories);
    }

    void offer(Key key, Priority priority) {
        queue.offer(key, priority);
        // Whoever works on it decides again before anything is sent, and must not wait for that behind others.
        urgencies.raise(key, priority).ifPresent(work -> {
            wire.hurry();
            memberships.callAway(work);
        });
    }

    void pace(Tempo declared) {
        tempi.declares(declared);
    }

    private void pace(Rate rate) {
        wire.pace(rate);
        crew.staff(rate);
    }

    /** How accounts are looked after; whoever changes it sees at once what it does. */
    void keep(Upkeep next) {
        if (upkeep.equals(Optional.of(next))) {
            return;
        }
        if (!upkeep.map(Upkeep::drift).equals(Optional.of(next.drift()))) {
            experience.findings().forget();
        }
        var decided = upkeep.map(before -> before.answersOtherwise(next)).orElse(true);
        upkeep = Optional.of(next);
        if (decided) {
            queue.hasten();
        }
        inventories.startOver();
        inventories.keep(next.inventory());
        keeper.wake();
    }

    /** How much may be taken away from now on. */
    void limit(Budgets budgets) {
        breaker.limit(budgets);
    }

    /** What people ask for about what is held. */
    void rule(List<Order> orders) {
        breaker.obey(orders, keeper::wake);
    }

    InventoryKeeper inventories() {
        return inventories;
    }

    LaneHealth health() {
        return standing.health();
    }

    /** What is known from before it began. */
    Recollection recollection() {
        return new Recollection(experience, session, holdings);
    }

    /** Takes a declaration into use; what was parked goes on once the app was seen. */
    void configure(Setup setup) {
        var before = session.setup();
        session.configure(setup);
        gate.unblock();
        if (!before.equals(Optional.of(setup))) {
            standing.isNotAsked();
            inventories.startOver();
        }
        var recorded = ports.world().owners(app, setup.target().tenant());
        if (before.map(Setup::target).equals(Optional.of(setup.target()))) {
            holdings.learn(recorded);
        } else {
            holdings.reset(setup.target().tenant(), recorded);
            experience.forget();
        }
        keeper.wake();
    }

    /** Stops work because of the declaration itself. */
    void block(Failure why) {
        session.close();
        barrier.block(why);
    }

    /** Sends nothing new, and gives what was sent a while to end, unless whoever waits for that is interrupted. */
    void stop(Duration patience) throws InterruptedException {
        queue.close();
        keeper.stop();
        inventories.stop();
        try {
            crew.stop(patience, timing.nanos());
        } finally {
            session.end();
        }
    }

    /** Its app is declared no more: passwords that lie for it are of no use. */
    void ends(Duration patience) throws InterruptedException {
        stop(patience);
        leftovers.takeAllAway();
    }

    /** Whatever is wrong with a key, it does not stay with whoever failed at it. */
    private void workOn(Turn turn) {
        try {
            begin(turn);
        } catch (RuntimeException | Error e) {
            news.mistake(turn.key(), e);
            failed(turn, Failure.of(Kind.INTERNAL, Detail.NONE));
        } finally {
            news.isOver(turn.key());
        }
    }

    private void begin(Turn turn) {
        var key = turn.key();
        var state = gate.state();
        if (!state.open()) {
            state.why().ifPresent(why -> reports.failure(key, why));
            context().ifPresent(here -> Stolen.isKnown(here, key));
            barrier.park(turn);
            return;
        }
        var look = ports.world().look(key);
        if (!(look.facts() instanceof Facts.OfHolder holder)) {
            aftermath.ofNobody(key);
            return;
        }
        if (!underWork.add(holder.identity())) {
            // The user and the retained account of one person are two keys and one account.
            queue.retry(turn, Duration.ofMillis(100));
            return;
        }
        haveSomethingToShow();
        var urgency = urgencies.begin(turn);
        try {
            aftermath.of(turn, converge(turn, urgency, look));
        } catch (AppFailure e) {
            failed(turn, e.failure());
        } catch (LedgerFailure e) {
            failed(turn, Failure.of(Kind.WAITING, Detail.LEDGER));
        } finally {
            urgencies.end(key);
            underWork.remove(holder.identity());
        }
        haveSomethingToShow();
    }

    /** Asked before and after each work: whoever enters a group ends late, and whoever comes alone is followed by nobody. */
    private void haveSomethingToShow() {
        if (barrier.isOpen() && !holdings.areNone()) {
            inventories.haveSomethingToShow();
        }
    }

    /** It is looked again, because the account was not ours alone at the first look. */
    private Done converge(Turn turn, Urgency urgency, Look first) throws AppFailure, LedgerFailure {
        var context = context();
        var look = first.again();
        if (context.isEmpty() || !(look.facts() instanceof Facts.OfHolder holder)) {
            return Done.Settled.NOTHING;
        }
        return session.ask(asked -> {
            var calls = new LaneCalls(
                    asked,
                    urgency,
                    ports.journal(),
                    timing.clock(),
                    () -> new ChangeId(app, holder.identity(), turn.key().resource(), numbers.incrementAndGet()));
            try {
                return new AccountWork(context.get(), calls, urgency, turn.key(), holder, look).run();
            } finally {
                if (calls.haveWritten()) {
                    news.isWritten(turn.key());
                }
                standing.knows(asked.capabilities());
            }
        });
    }

    /** Empty before the lane is configured. */
    private Optional<LaneContext> context() {
        return session.setup()
                .map(setup -> new LaneContext(
                        ports,
                        timing,
                        setup,
                        session.register(),
                        holdings,
                        book,
                        memberships,
                        digests,
                        breaker,
                        () -> upkeep.orElse(Upkeep.STANDARD),
                        experience,
                        upkeep.isEmpty() || experience.findings().areComplete()));
    }

    private void failed(Turn turn, Failure why) {
        experience.seats().failed(turn.key(), why);
        reports.failure(turn.key(), why);
        if (why.kind().scope() == Kind.Scope.APP) {
            barrier.shut(why);
            keeper.trouble(why);
            barrier.park(turn);
            return;
        }
        Optional.of(why).filter(Intents::areMissing).ifPresent(keeper::trouble);
        aftermath.of(turn, why);
    }

    /** Whether an account of this person may be in the making. */
    boolean mayHave(Identity identity) {
        return underWork.contains(identity) || book.mayHaveClaimOf(identity);
    }
}
