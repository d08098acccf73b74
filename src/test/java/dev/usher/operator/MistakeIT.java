package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What would empty an app, in as many ways as are known: each takes at most what the limits let go, deletes nothing, and is undone
 * by what git says. Who is locked in the middle of it is out at once.
 */
@ExtendWith(WithControlPlane.class)
class MistakeIT {
    private static final int AT_ONCE = 3;
    /** Longer than people's own are waited for before they are judged. */
    private static final Duration A_WHILE = Duration.ofSeconds(8);

    private static final Map<Mistake, Future<?>> UNDER_WAY = new EnumMap<>(Mistake.class);
    private static final Map<Mistake, String> FOUND = new ConcurrentSkipListMap<>();
    private static OperatorWorld world;
    private static ExecutorService people;

    @BeforeAll
    static void allOfThemHappenBesideEachOther(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, Mistake.values().length);
        world.startOperator();
        people = Executors.newFixedThreadPool(AT_ONCE);
        for (var mistake : Mistake.values()) {
            var company = world.company();
            UNDER_WAY.put(mistake, people.submit(() -> happensAndIsUndone(mistake, company)));
        }
    }

    @AfterAll
    static void end() {
        people.shutdownNow();
        world.close();
        FOUND.forEach((mistake, found) -> System.out.println(mistake + ": " + found));
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void takesNoMoreThanTheLimitsLetGoAndIsUndone(Mistake mistake) throws InterruptedException {
        try {
            Optional.ofNullable(UNDER_WAY.get(mistake)).orElseThrow().get();
        } catch (ExecutionException e) {
            throw new AssertionError(mistake.toString(), e);
        }
    }

    private static void happensAndIsUndone(Mistake mistake, Company company) {
        var ordeal = Ordeal.of(mistake.in(company));

        mistake.happens(ordeal.house());
        var locked = mistake.isLockable() ? ordeal.locks() : Duration.ZERO;
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertThat(ordeal.losers()).hasSizeLessThanOrEqualTo(mistake.most()));
        var lost = ordeal.losers().size();

        ordeal.isUndone();
        if (!mistake.givesTooMuch()) {
            ordeal.isAsBefore();
        }
        FOUND.put(
                mistake,
                "%d of %d lost something, a locked person was out after %d ms"
                        .formatted(lost, House.EVERYBODY.size(), locked.toMillis()));
    }
}
