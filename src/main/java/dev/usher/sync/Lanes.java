package dev.usher.sync;

import dev.usher.connector.Learned;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Every lane, one per app. */
public final class Lanes {
    private final Ports ports;
    private final Timing timing;
    private final Supplier<Digests> digests;
    private final Map<AppId, Lane> lanes = new ConcurrentHashMap<>();
    private Stage stage = Stage.NOT_YET;

    private enum Stage {
        NOT_YET,
        WORKING,
        OVER
    }

    /**
     * Lanes that do not work yet.
     *
     * @param digests asked for once per lane, because its salt is read only when this operator is in charge
     */
    public Lanes(Ports ports, Timing timing, Supplier<Digests> digests) {
        this.ports = ports;
        this.timing = timing;
        this.digests = digests;
    }

    /** Lets lanes work; before this, what is offered waits. Those that were stopped never work again. */
    public synchronized void start() {
        if (stage == Stage.NOT_YET) {
            stage = Stage.WORKING;
            lanes.values().forEach(Lane::start);
        }
    }

    /** Asks for work on a key in an app; takes no time and never throws. */
    public void offer(AppId app, Key key, Priority priority) {
        lane(app).offer(key, priority);
    }

    /** How much the app may be asked from now on; work under way goes on. */
    public void pace(AppId app, Tempo declared) {
        lane(app).pace(declared);
    }

    /** How accounts are looked after from now on; before this is said, no inventory is taken. */
    public void keep(AppId app, Upkeep upkeep) {
        lane(app).keep(upkeep);
    }

    /** How much may be taken away there from now on. */
    public void limit(AppId app, Budgets budgets) {
        lane(app).limit(budgets);
    }

    /** What people ask for about waves that are held there; until this was said, what they once asked for counts. */
    public void rule(AppId app, List<Order> orders) {
        lane(app).rule(orders);
    }

    /** Attributes of which an earlier process found out that the app keeps them of nobody; to be said once it is configured. */
    public void recalls(AppId app, Collection<String> unkept) {
        lane(app).recollection().unkept(unkept);
    }

    /** How an earlier process found out that the app has to be spoken to; to be said before it is configured. */
    public void recalls(AppId app, Learned learned) {
        lane(app).recollection().learned(learned);
    }

    /** What lanes that have ended did to an account; to be said before these work, and before the app is configured. */
    public void inherits(AppId app, Bequest account) {
        var lane = lane(app);
        lane.recollection()
                .inherits(account, timing.clock().instant().plus(timing.call().multipliedBy(2)));
        lane.offer(account.key(), Priority.CHANGE);
    }

    public void configure(AppId app, Setup setup) {
        lane(app).configure(setup);
    }

    /** Stops work in an app because of what its declaration says. */
    public void block(AppId app, Failure why) {
        lane(app).block(why);
    }

    public Optional<LaneHealth> health(AppId app) {
        return Optional.ofNullable(lanes.get(app)).map(Lane::health);
    }

    /** How many accounts wait there for work, by what they wait for; none where there is no lane. */
    public Map<WaitReason, Integer> waiting(AppId app) {
        return Optional.ofNullable(lanes.get(app))
                .map(lane -> lane.queue.waiting())
                .orElse(Map.of());
    }

    /** Whether any app may have an account of this login name, by what was last read of it to its end and sent since. */
    public boolean mayShow(String userName) {
        return lanes.values().stream().anyMatch(lane -> lane.recollection().mayShow(userName));
    }

    /** Whether an account of this person may be in the making there. */
    public boolean mayHave(AppId app, Identity identity) {
        return Optional.ofNullable(lanes.get(app))
                .filter(lane -> lane.mayHave(identity))
                .isPresent();
    }

    /** Ends the lane of an app whose declaration is gone; accounts stay as they are. */
    public void remove(AppId app) {
        var lane = lanes.remove(app);
        if (lane != null) {
            Thread.ofVirtual().name("lane " + app + " ends").start(() -> end(() -> lane.ends(Duration.ofSeconds(10))));
        }
    }

    /** Sends nothing new anywhere, and waits for what was sent; a lane that is asked for later does not work. */
    public void stop(Duration patience) {
        var ending = new ArrayList<Thread>();
        over().forEach((app, lane) -> ending.add(
                Thread.ofVirtual().name("lane " + app + " stops").start(() -> end(() -> lane.stop(patience)))));
        for (var thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized Map<AppId, Lane> over() {
        stage = Stage.OVER;
        return Map.copyOf(lanes);
    }

    /** What takes a while. */
    private interface Ending {
        void run() throws InterruptedException;
    }

    private static void end(Ending ending) {
        try {
            ending.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Lane lane(AppId app) {
        var lane = lanes.get(app);
        if (lane == null) {
            lane = new Lane(app, ports, timing, digests.get());
            lanes.put(app, lane);
            if (stage == Stage.WORKING) {
                lane.start();
            }
        }
        return lane;
    }
}
