package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What would empty an app because of the operator itself, or of what time it is for it: it takes at most what the limits let go, and
 * is undone. Who is locked in the middle of it is out.
 */
@ExtendWith(WithControlPlane.class)
class MistakeInTimeIT {
    private static final Duration A_WHILE = Duration.ofSeconds(8);
    /** So many of people's own go in any ten minutes, beside what the limit of an hour lets go. */
    private static final int IN_TEN_MINUTES = 5;

    private final OperatorWorld world;

    MistakeInTimeIT(ControlPlane plane) {
        this.world = OperatorWorld.prepareAlone(plane, "in-time", 1);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static void staysAtMost(int most, Ordeal ordeal) {
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertThat(ordeal.losers()).hasSizeLessThanOrEqualTo(most));
    }

    private static void tell(String what, Ordeal ordeal, Duration locked) {
        System.out.println("%s: %d of %d lost something, a locked person was out after %d ms"
                .formatted(what, ordeal.losers().size(), House.EVERYBODY.size(), locked.toMillis()));
    }

    private static void leave(House house, List<String> names) {
        names.forEach(name -> house.company().delete(ProvisionedUser.class, name));
    }

    /** Everybody's contract ends in a year, and for one clock that is over. */
    @Test
    void aClockThatJumpsEndsNobodysContract() {
        var operator = world.startOperatorAt(Instant.now());
        var house = House.byRule(world.company());
        var end = Instant.now().plus(Duration.ofDays(365));
        house.employments("status: Active, endTime: '" + end + "'");
        var ordeal = Ordeal.of(house);

        operator.jump(Duration.ofDays(400));
        var locked = ordeal.locks();
        staysAtMost(0, ordeal);
        tell("A_CLOCK_THAT_JUMPS", ordeal, locked);

        operator.jump(Duration.ofDays(-400));
        ordeal.isUndone();
        ordeal.isAsBefore();
    }

    /** Two a minute, which is little at any time, and everybody in the end. */
    @Test
    void aSlowDripTakesWhatTheLimitsOfItsTimeLetGo() {
        var operator = world.startOperatorAt(Instant.now());
        var ordeal = Ordeal.of(House.byName(world.company()));

        for (var minute = 0; minute < 11; minute++) {
            leave(ordeal.house(), House.EVERYBODY.subList(2 * minute, 2 * minute + 2));
            operator.advance(Duration.ofMinutes(1));
            var most = IN_TEN_MINUTES * (1 + minute / 10) + House.LIMIT;
            await().during(Duration.ofSeconds(1))
                    .atMost(A_WHILE)
                    .untilAsserted(() -> assertThat(ordeal.losers()).hasSizeLessThanOrEqualTo(most));
        }
        var locked = ordeal.locks();
        staysAtMost(2 * IN_TEN_MINUTES + House.LIMIT, ordeal);
        assertThat(ordeal.losers()).as("it is no standstill").hasSizeGreaterThanOrEqualTo(IN_TEN_MINUTES);
        tell("A_SLOW_DRIP_OF_MINUTES", ordeal, locked);

        ordeal.isUndone();
        ordeal.isAsBefore();
    }

    /** Git is applied again while the operator starts, and has come as far as half of the roles. */
    @Test
    void halfOfTheRolesAtAStartTakeNothingFromAnybody() {
        var first = world.startOperator();
        var ordeal = Ordeal.of(House.byRule(world.company()));
        first.close();
        isGone(ordeal.house(), "base");
        isGone(ordeal.house(), "former");

        world.startOperator();
        var locked = ordeal.locks();
        staysAtMost(0, ordeal);
        tell("HALF_OF_THE_ROLES_AT_A_START", ordeal, locked);

        ordeal.isUndone();
        ordeal.isAsBefore();
    }

    private static void isGone(House house, String role) {
        Mistake.withoutFinalizers(house, role);
        house.deletesRole(role);
        soon(() -> assertThat(house.company().find(Role.class, role)).isEmpty());
    }

    /** The one that is in charge dies in the middle, and the other one knows what was taken. */
    @Test
    void twoOperatorsTakeNoMoreThanOne() {
        var first = world.startOperator();
        var ordeal = Ordeal.of(House.byName(world.company()));
        OperatorProcess second = world.launchOperator(Map.of());

        leave(ordeal.house(), House.EVERYBODY.subList(0, 12));
        var locked = ordeal.locks();
        staysAtMost(Mistake.ONE_BY_ONE, ordeal);
        first.kill();
        leave(ordeal.house(), House.EVERYBODY.subList(12, 22));
        second.awaitReady();
        staysAtMost(Mistake.ONE_BY_ONE, ordeal);
        tell("TWO_OPERATORS", ordeal, locked);

        ordeal.isUndone();
        ordeal.isAsBefore();
    }
}
