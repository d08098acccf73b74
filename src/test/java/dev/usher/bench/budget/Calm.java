package dev.usher.bench.budget;

import java.time.Duration;
import java.util.Set;

/** Whether anybody writes to what Usher looks after, its ledger or its events. */
final class Calm {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(6);
    private static final Set<String> OURS = Set.of(
            "provisionedusers",
            "targetapps",
            "accessroles",
            "accesslocks",
            "legalholds",
            "usersources",
            "retainedaccounts",
            "provisioningpolicies",
            "removaldecisions",
            "secrets",
            "events");

    private final Plant plant;

    Calm(Plant plant) {
        this.plant = plant;
    }

    private static boolean isOurs(ApiRequests.Asked asked) {
        return asked.isWrite() && OURS.contains(asked.resource());
    }

    /** Waits until nothing was written for a time. */
    void await(Duration calm) {
        var deadline = System.nanoTime() + MOST.toNanos();
        var last = System.nanoTime();
        while (System.nanoTime() - last < calm.toNanos()) {
            if (writes(LOOK_EVERY) > 0) {
                last = System.nanoTime();
            }
            if (last > deadline) {
                throw new TooSlow("something was still written after " + MOST.toSeconds() + " s");
            }
        }
    }

    /** How many writes there are in a time. */
    long writes(Duration time) {
        var before = ApiRequests.now(plant.client());
        Waiting.pause(time);
        return ApiRequests.now(plant.client()).since(before).of(Calm::isOurs);
    }
}
