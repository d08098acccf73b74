package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every life; a failure names its seed, its round and the career. */
class LifePropertiesTest {
    private static final int ROUNDS = 500;
    private static final Instant FAR = Instant.parse("2035-01-01T00:00:00Z");
    private static final List<Employment.Status> STATUSES = List.of(Employment.Status.values());
    private static final List<String> DAYS = List.of(
            "2026-01-01", "2026-09-14", "2026-09-15", "2026-09-15T12:00:00Z", "2026-09-16", "2026-10-25", "2027-01-01");

    /** Until the instant that it names nothing may change by time alone. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void changesOnlyAtItsNextTransition(long seed) {
        forEachCareer(seed, (career, random) -> {
            var life = Life.at(career, Story.NOW);
            var until = life.ahead().stream().map(Transition::time).findFirst().orElse(FAR);
            var remembering = new Career(career.declared(), life.seen(), career.workday(), life.departedAt());

            assertThat(Life.at(remembering, until.minusNanos(1))).isEqualTo(life);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void isTheSameWhenReadAgainWithWhatIsRemembered(long seed) {
        forEachCareer(seed, (career, random) -> {
            var life = Life.at(career, Story.NOW);

            assertThat(Life.at(
                            new Career(career.declared(), life.seen(), career.workday(), life.departedAt()), Story.NOW))
                    .isEqualTo(life);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void doesNotHangOnTheOrderOfEmploymentsOrLeaves(long seed) {
        forEachCareer(seed, (career, random) -> {
            var shuffled = shuffled(career.declared(), random);
            var other =
                    new Career(shuffled, shuffled(career.remembered(), random), career.workday(), career.departedAt());

            assertThat(withoutLeaves(Life.at(other, Story.NOW))).isEqualTo(withoutLeaves(Life.at(career, Story.NOW)));
            var stirred = shuffled.stream().map(entry -> stirred(entry, random)).toList();
            assertThat(withoutLeaves(Life.at(
                            new Career(stirred, career.remembered(), career.workday(), career.departedAt()),
                            Story.NOW)))
                    .isEqualTo(withoutLeaves(Life.at(career, Story.NOW)));
        });
    }

    /** The leading employment is the same although its leaves are listed in another order. */
    private static List<Object> withoutLeaves(Life life) {
        return List.of(
                life.state(),
                life.leading().map(Employment::id),
                life.start(),
                life.end(),
                life.awaySince(),
                life.departedAt(),
                life.withdrawn(),
                life.ahead(),
                life.seen(),
                life.oddities());
    }

    private interface Check {
        void of(Career career, Random random);
    }

    private static void forEachCareer(long seed, Check check) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            var career = someCareer(random);
            try {
                check.of(career, random);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ", " + career + ": " + e.getMessage(), e);
            }
        }
    }

    private static Career someCareer(Random random) {
        var employments = new ArrayList<Employment>();
        for (var number = random.nextInt(5); number > 0; number--) {
            employments.add(someEmployment("e" + number, random));
        }
        var remembered = new ArrayList<LastSeen>();
        for (var number = random.nextInt(3); number > 0; number--) {
            remembered.add(new LastSeen(
                    "e" + (number + 2),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    someMoment(random).map(moment -> moment.end(Workday.WHOLE_DAYS_IN_UTC))));
        }
        var departed = random.nextInt(4) == 0 ? Optional.of(Story.NOW.minusSeconds(9)) : Optional.<Instant>empty();
        return new Career(employments, remembered, Workday.WHOLE_DAYS_IN_UTC, departed);
    }

    private static Employment someEmployment(String id, Random random) {
        var job = Job.job(id).is(STATUSES.get(random.nextInt(STATUSES.size())));
        for (var number = random.nextInt(3); number > 0; number--) {
            var from = DAYS.get(random.nextInt(DAYS.size()));
            job = random.nextBoolean() ? job.away(from) : job.away(from, DAYS.get(random.nextInt(DAYS.size())));
        }
        if (random.nextInt(4) == 0) {
            job = job.primary();
        }
        if (random.nextInt(4) == 0) {
            job = job.confidential();
        }
        var entry = job.entry();
        return new Employment(
                id,
                entry.status(),
                someMoment(random),
                someMoment(random),
                entry.leaves(),
                entry.primary(),
                entry.confidential(),
                entry.attributes());
    }

    private static Optional<Moment> someMoment(Random random) {
        return random.nextBoolean() ? Optional.empty() : Moment.parse(DAYS.get(random.nextInt(DAYS.size())));
    }

    private static <T> List<T> shuffled(List<T> some, Random random) {
        var others = new ArrayList<>(some);
        Collections.shuffle(others, random);
        return others;
    }

    private static Employment stirred(Employment entry, Random random) {
        return new Employment(
                entry.id(),
                entry.status(),
                entry.start(),
                entry.end(),
                shuffled(entry.leaves(), random),
                entry.primary(),
                entry.confidential(),
                entry.attributes());
    }
}
