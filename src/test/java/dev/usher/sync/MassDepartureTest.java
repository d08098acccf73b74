package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.safety.Restraint;
import dev.usher.sync.Crash.Way;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand people are gone at one instant, which is more than the limits let go; the process dies while it works on that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("it notices that nobody does anything by nobody doing anything for some milliseconds")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MassDepartureTest {
    private static final int MANY = 10_000;
    private static final Duration A_DAY = Duration.ofDays(1);
    /** In less than ten minutes, after which a few more go at once. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Scenario scenario = Scenario.of("mass-departure")
            .ofAnybody()
            .keeps(new Upkeep(SOON, Scenario.CORRECTED, Upkeep.STANDARD.orphans(), Upkeep.STANDARD.correlation()))
            .after(MassDepartureTest::manyAreThere)
            .then(
                    stage -> {
                        stage.time.advance(A_DAY);
                        names().forEach(stage::asks);
                    },
                    MassDepartureTest::everybodyIsHeldOrGone)
            .until(MassDepartureTest::everybodyIsHeldOrGone);

    private CrashRun.Told clean;

    private static Stream<String> names() {
        return IntStream.range(0, MANY).mapToObj(number -> "user-" + number);
    }

    private static void manyAreThere(Stage stage) {
        var end = new Moment.At(stage.time.instant().plus(A_DAY.dividedBy(2)));
        names().forEach(name -> {
            var key = Stage.user(name);
            var id = stage.app.has(name, Optional.of(Scenario.keyOf(name)), true);
            stage.world.declare(
                    key,
                    Company.person(
                            name,
                            new Employment(
                                    "main", Employment.Status.Active, Optional.empty(), Optional.of(end), false)),
                    Company.roles("guest"));
            stage.app.sets(id, "displayName", "The " + name);
            var aim = stage.world.decide(key, stage.app.id()).flatMap(decision -> Aims.of(decision, Stage.DIGESTS));
            stage.world.remember(
                    key,
                    stage.app.id(),
                    new KnownAccount(
                            Optional.of(id),
                            Optional.of(stage.setup().target().tenant()),
                            AccountState.Active,
                            aim,
                            stage.time.instant()));
        });
    }

    private static boolean everybodyIsHeldOrGone(Stage stage) {
        return stage.world
                .keys()
                .allMatch(key -> stage.world
                        .status(key, stage.app.id())
                        .filter(known -> known.state() == AccountState.Held || stage.world.agrees(key, stage.app.id()))
                        .isPresent());
    }

    @BeforeAll
    void tellsItUndisturbed() {
        clean = new CrashRun(Case.of(scenario), Twist.NONE, Duration.ofSeconds(60)).tell();
        assertThat(clean.broken()).isEmpty();
        assertThat(gone(clean)).isEqualTo(Restraint.RESERVE);
    }

    static Stream<Crash> crashes() {
        return Stream.of(
                new Crash(Site.FACTS, MANY / 2, Way.BEFORE, 0),
                new Crash(Site.LEDGER_WRITE, 2, Way.AFTER, 0),
                new Crash(Site.APPLY, 2, Way.LATE, MANY));
    }

    /**
     * Those for whom it was reserved by one write of the ledger, and who were not disabled yet, may be held with all others: a crash
     * overcounts.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("crashes")
    void holdsAllButTheFirstFewHoweverTheProcessEnds(Crash crash) {
        var told = new CrashRun(Case.of(scenario, crash), Twist.NONE, Duration.ofSeconds(60)).tell();

        assertThat(told.met()).containsExactly(crash);
        assertThat(told.broken()).isEmpty();
        assertThat(gone(told)).isBetween(leastGone(crash), (long) Restraint.RESERVE);
    }

    /** After a write of the ledger nobody can tell how many it reserved; else it is one who was on their way. */
    private static long leastGone(Crash crash) {
        return crash.site() == Site.LEDGER_WRITE ? 1 : Restraint.RESERVE - 1;
    }

    private static long gone(CrashRun.Told told) {
        return told.end().accounts().stream()
                .filter(account -> !account.active())
                .count();
    }
}
