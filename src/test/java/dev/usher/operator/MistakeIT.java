package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.AccessLock;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
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
    private static final String LOCKED = "user-23";
    private static final int AT_ONCE = 3;
    private static final Duration SETTLED = Duration.ofMinutes(3);
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
        var house = mistake.in(company);
        company.awaitAllReady(House.EVERYBODY.size(), SETTLED);
        var before = house.having();
        assertThat(before)
                .hasSize(House.EVERYBODY.size())
                .allSatisfy((name, having) -> assertThat(having.in()).isTrue());
        house.wiki().simulator().reset();

        mistake.happens(house);
        var locked = mistake.isLockable() ? locks(house) : Duration.ZERO;
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertThat(losers(house, before)).hasSizeLessThanOrEqualTo(mistake.most()));
        var lost = losers(house, before).size();

        house.wiki().simulator().reset();
        company.delete(AccessLock.class, "case-7");
        house.asInGit();
        soon(SETTLED, () -> {
            assertThat(losers(house, before)).isEmpty();
            assertThat(house.wiki().lets(LOCKED)).isTrue();
        });
        if (!mistake.givesTooMuch()) {
            company.awaitAllReady(House.EVERYBODY.size(), SETTLED);
            assertThat(house.having()).isEqualTo(before);
        }
        FOUND.put(
                mistake,
                "%d of %d lost something, a locked person was out after %d ms"
                        .formatted(lost, before.size(), locked.toMillis()));
    }

    /** Somebody whose access has to end whatever else happens; how long that takes. */
    private static Duration locks(House house) {
        var began = System.currentTimeMillis();
        house.company()
                .apply(
                        "AccessLock",
                        "case-7",
                        "{externalId: key-" + LOCKED + ", reason: case 7, requestedBy: guard of "
                                + house.company().namespace() + "}");
        soon(() -> assertThat(house.wiki().lets(LOCKED)).isFalse());
        return Duration.ofMillis(System.currentTimeMillis() - began);
    }

    /** Who has less than before, but for whom a lock shuts out. */
    private static List<String> losers(House house, Map<String, House.Having> before) {
        var now = house.having();
        return before.entrySet().stream()
                .filter(had -> !had.getKey().equals(LOCKED))
                .filter(had -> Optional.ofNullable(now.get(had.getKey()))
                        .filter(has -> has.isAtLeast(had.getValue()))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
