package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two things are deleted one right after the other, in both orders, while one app is there and another one is down: both deletions
 * end, what became of everybody's accounts is recorded, and no account is deleted that its app retains.
 */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.CRDS, Extra.CONTROLLER_MANAGER})
class DeletionsIT {
    private static final int AT_ONCE = 5;
    private static final Duration GONE_WITHIN = Duration.ofMinutes(2);

    private static final Map<Thing.Pair, Future<?>> UNDER_WAY = new HashMap<>();
    private static ControlPlane plane;
    private static OperatorWorld world;
    private static ExecutorService people;

    @BeforeAll
    static void allOfThemHappenBesideEachOther(ControlPlane control) {
        plane = control;
        world = OperatorWorld.prepareAlone(plane, "deletions", (int) pairs().count());
        world.startOperator();
        people = Executors.newFixedThreadPool(AT_ONCE);
        pairs().forEach(pair -> {
            var company = world.company();
            UNDER_WAY.put(pair, people.submit(() -> endsAndIsRecorded(pair, company)));
        });
    }

    @AfterAll
    static void end() {
        people.shutdownNow();
        world.close();
    }

    static Stream<Thing.Pair> pairs() {
        return Thing.pairs();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void endAndAreRecordedAndNothingIsLostThatIsRetained(Thing.Pair pair) throws InterruptedException {
        try {
            Optional.ofNullable(UNDER_WAY.get(pair)).orElseThrow().get();
        } catch (ExecutionException e) {
            throw new AssertionError(pair.toString(), e);
        }
    }

    private static void endsAndIsRecorded(Thing.Pair pair, Company company) {
        var household = Household.in(company);
        var ids = household.ids();
        household.chat().simulator().down();

        pair.first().deleteIn(company);
        pair.then().deleteIn(company);

        household.isRidOf(pair.first());
        household.isRidOf(pair.then());
        household.chat().simulator().up();
        soon(GONE_WITHIN, () -> household.isRecorded(plane, world.home(), pair::has));
        soon(GONE_WITHIN, () -> isAsDecided(household, pair));
        isNoMoreThanDecided(household, pair);
        household.hasLostNothing(ids);
    }

    /** Whichever of them came first, and whether it could be done or not. */
    private static void isNoMoreThanDecided(Household household, Thing.Pair pair) {
        if (!pair.has(Thing.USER) && !pair.has(Thing.ROLE)) {
            household.isAsBefore();
        } else if (!pair.has(Thing.ROLE)) {
            household.isIn("grace");
        }
    }

    /** Where everything that is asked can be done, it is done; where the namespace or the apps went first, nothing is. */
    private static void isAsDecided(Household household, Thing.Pair pair) {
        if (pair.first() == Thing.NAMESPACE || pair.first() == Thing.APPS) {
            household.isAsBefore();
        } else if (!pair.has(Thing.NAMESPACE) && !pair.has(Thing.APPS) && !pair.has(Thing.SECRETS)) {
            assertThat(household.isOut("ada")).as("ada is out").isEqualTo(pair.has(Thing.USER) || pair.has(Thing.ROLE));
            assertThat(household.isOut("grace")).as("grace is out").isEqualTo(pair.has(Thing.ROLE));
        }
    }
}
