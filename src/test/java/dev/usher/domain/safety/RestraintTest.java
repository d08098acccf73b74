package dev.usher.domain.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestraintTest {
    private static final AppId APP = new AppId("people", "wiki");
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Budget BUDGET = Budgets.STANDARD.of(Limit.REMOVALS);
    private static final Wave.Key ROLE = edit("analyst");
    private static final Wave.Key OTHER_ROLE = edit("auditor");

    @Test
    void anAppThatSaysNothingHasTheLimitsOfTheDesign() {
        assertThat(Budgets.STANDARD.all())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Limit.ATTESTED, new Budget(50, 20, Duration.ofHours(1)),
                        Limit.REMOVALS, new Budget(10, 10, Duration.ofHours(1)),
                        Limit.ENTITLEMENTS, new Budget(200, 10, Duration.ofHours(1)),
                        Limit.CHANGES, new Budget(1000, 20, Duration.ofHours(1))));
    }

    @ParameterizedTest(name = "of {0} accounts {1} may go")
    @CsvSource({"0, 10", "3, 10", "4, 2", "12, 6", "20, 10", "109, 10", "110, 11", "1000, 100"})
    void allowsTheLargerOfACountAndAShareAndNeverMoreThanHalf(int owned, int allowed) {
        assertThat(BUDGET.allowed(Limit.REMOVALS, owned)).isEqualTo(allowed);
        assertThat(judged(Restraint.NONE, ROLE, allowed, owned).held()).isEmpty();
        assertThat(judged(Restraint.NONE, ROLE, allowed + 1, owned).held()).hasSize(1);
    }

    @Test
    void countsEntitlementsAndNotAccountsWhereEntitlementsGo() {
        assertThat(Budgets.STANDARD.of(Limit.ENTITLEMENTS).allowed(Limit.ENTITLEMENTS, 4))
                .isEqualTo(200);
        var key = new Wave.Key(ROLE.origin(), Limit.ENTITLEMENTS);
        var budget = new Budget(5, 0, Duration.ofHours(1));

        assertThat(Restraint.NONE
                        .judge(APP, key, Map.of(member(1), 3, member(2), 3), budget, 100, NOW)
                        .held())
                .singleElement()
                .satisfies(wave -> assertThat(wave.amount()).isEqualTo(6));
    }

    @Test
    void aWaveThatIsOverIsHeldWholeAndSpendsNothing() {
        var judged = judged(Restraint.NONE, ROLE, 214, 400);

        assertThat(judged.windows()).isEmpty();
        assertThat(judged.held()).singleElement().satisfies(wave -> {
            assertThat(wave.amount()).isEqualTo(214);
            assertThat(wave.members()).hasSize(214);
            assertThat(wave.since()).isEqualTo(NOW);
        });
        assertThat(judged.lets(member(0), ROLE)).isFalse();
    }

    @Test
    void aWaveThatIsInsideGoesWholeAndSpendsWhatItTakes() {
        var judged = judged(Restraint.NONE, ROLE, 9, 100);

        assertThat(judged.windows()).containsEntry(Limit.REMOVALS, new Window(NOW, 100, 9));
        assertThat(IntStream.range(0, 9)).allMatch(number -> judged.lets(member(number), ROLE));
        assertThat(judged.lets(member(9), ROLE)).isFalse();
        assertThat(judged.lets(member(0), OTHER_ROLE)).isFalse();
    }

    @Test
    void wavesOfOneWindowShareItsLimit() {
        var first = judged(Restraint.NONE, ROLE, 9, 100);

        var second = first.judge(APP, OTHER_ROLE, members(2), BUDGET, 100, NOW.plusSeconds(10));

        assertThat(second.held()).extracting(Wave::key).containsExactly(OTHER_ROLE);
        assertThat(second.windows()).containsEntry(Limit.REMOVALS, new Window(NOW, 100, 9));
    }

    @Test
    void whoeverMayGoAlreadyIsNotCountedAgain() {
        var first = judged(Restraint.NONE, ROLE, 9, 100);

        var again = judged(first, ROLE, 10, 100);

        assertThat(again.held()).isEmpty();
        assertThat(again.windows()).containsEntry(Limit.REMOVALS, new Window(NOW, 100, 10));
        assertThat(again.waves()).hasSize(1);
        assertThat(again.lets(member(0), ROLE)).isTrue();
        assertThat(again.lets(member(9), ROLE)).isTrue();
    }

    @Test
    void whatIsHeldIsOneWaveHoweverOftenItIsJudged() {
        var first = judged(Restraint.NONE, ROLE, 20, 100);

        var later = first.judge(APP, ROLE, members(30), BUDGET, 100, NOW.plusSeconds(60));

        assertThat(later.waves()).singleElement().satisfies(wave -> {
            assertThat(wave.id()).isEqualTo(first.waves().getFirst().id());
            assertThat(wave.since()).isEqualTo(NOW);
            assertThat(wave.amount()).isEqualTo(30);
        });
        assertThat(judged(first, ROLE, 20, 100)).isEqualTo(first);
    }

    @Test
    void whatIsHeldGoesOnceTheLimitIsRaised() {
        var held = judged(Restraint.NONE, ROLE, 20, 100);

        var raised = held.judge(APP, ROLE, members(20), new Budget(20, 0, Duration.ofHours(1)), 100, NOW);

        assertThat(raised.held()).isEmpty();
        assertThat(raised.lets(member(19), ROLE)).isTrue();
    }

    @Test
    void aNewWindowBeginsWhenTheOldOneHasEnded() {
        var full = judged(Restraint.NONE, ROLE, 10, 100);
        var later = NOW.plusSeconds(3600);

        assertThat(full.judge(APP, OTHER_ROLE, members(1), BUDGET, 100, later.minusSeconds(1))
                        .held())
                .hasSize(1);
        assertThat(full.judge(APP, OTHER_ROLE, members(10), BUDGET, 500, later).windows())
                .containsEntry(Limit.REMOVALS, new Window(later, 500, 10));
    }

    /** By windows that begin with a removal, the last of one and the first of the next one were twice as many. */
    @Test
    void inNoStretchOfTimeGoMoreThanTheLimitLetsGo() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var gone = new TreeMap<Instant, Integer>();
            var restraint = Restraint.NONE;
            var now = NOW;
            for (var wave = 0; wave < 60; wave++) {
                now = now.plusSeconds(random.nextInt(1_200));
                var key = edit("role " + wave);
                var size = 1 + random.nextInt(6);
                restraint = restraint.judge(APP, key, members(size), BUDGET, 100, now);
                if (restraint.lets(member(0), key)) {
                    gone.merge(now, size, Integer::sum);
                }
            }
            gone.forEach((from, any) -> assertThat(gone.subMap(from, from.plusSeconds(3600)).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isLessThanOrEqualTo(10));
            assertThat(gone).as("it does not hold for ever").hasSizeGreaterThan(15);
            assertThat(restraint.windows())
                    .hasEntrySatisfying(
                            Limit.REMOVALS,
                            window -> assertThat(window.spendings()).hasSizeLessThan(14));
        }
    }

    @Test
    void whatWasLetGoCountsUntilTheWindowAfterItIsOver() {
        var first = judged(Restraint.NONE, ROLE, 6, 100);
        var half = NOW.plusSeconds(1800);
        var second = first.judge(APP, OTHER_ROLE, members(4), BUDGET, 94, half);
        var third = edit("reader");

        var held = second.judge(APP, third, members(5), BUDGET, 90, half.plusSeconds(1));

        assertThat(held.held()).hasSize(1);
        assertThat(held.letsMore(Limit.REMOVALS, BUDGET, half.plusSeconds(1))).contains(NOW.plusSeconds(3600));
        assertThat(held.judge(APP, third, members(5), BUDGET, 90, NOW.plusSeconds(3600))
                        .held())
                .isEmpty();
        assertThat(held.judge(APP, third, members(7), BUDGET, 90, NOW.plusSeconds(3600))
                        .held())
                .as("the four count still")
                .hasSize(1);
    }

    /** Of the two ways to be wrong about a clock that was set back, the one that removes less. */
    @Test
    void keepsAWindowThatStartedInTheFuture() {
        var full = Restraint.NONE.judge(APP, ROLE, members(10), BUDGET, 100, NOW.plus(Duration.ofDays(1)));

        assertThat(full.judge(APP, OTHER_ROLE, members(1), BUDGET, 100, NOW).held())
                .hasSize(1);
    }

    @Test
    void fiveOfPeoplesOwnGoAtOnceInTenMinutes() {
        var spent = Restraint.NONE;
        for (var number = 0; number < 5; number++) {
            assertThat(spent.hasReserve(member(number), NOW)).isTrue();
            spent = spent.spending(member(number), NOW.plusSeconds(number));
        }

        var sixth = member(6);
        assertThat(spent.hasReserve(sixth, NOW.plusSeconds(599))).isFalse();
        assertThat(spent.hasReserve(sixth, NOW.plusSeconds(600))).isTrue();
        assertThat(spent.spending(sixth, NOW.plusSeconds(600)).hasReserve(member(7), NOW.plusSeconds(600)))
                .isFalse();
        assertThat(spent.hasReserve(sixth, NOW.minusSeconds(86_400))).isFalse();
        assertThat(spent.spending(sixth, NOW.plusSeconds(700)).reserve()).hasSize(1);
    }

    @Test
    void whoeverTriesAgainTakesNothingMoreOfTheReserve() {
        var spent = Restraint.NONE.spending(member(1), NOW);

        assertThat(spent.spending(member(1), NOW.plusSeconds(5))).isEqualTo(spent);
        for (var number = 2; number < 6; number++) {
            spent = spent.spending(member(number), NOW);
        }
        assertThat(spent.hasReserve(member(1), NOW)).isTrue();
        assertThat(spent.hasReserve(member(6), NOW)).isFalse();
    }

    @Test
    void whoeverHasLostItIsLetNothingElse() {
        var judged = judged(Restraint.NONE, ROLE, 3, 100);

        var later = judged.lettingOnly(ROLE, Set.of(member(2)));

        assertThat(later.lets(member(2), ROLE)).isTrue();
        assertThat(later.lets(member(0), ROLE)).isFalse();
        assertThat(judged.lettingOnly(OTHER_ROLE, Set.of())).isSameAs(judged);
        assertThat(judged.lettingOnly(ROLE, members(5).keySet())).isSameAs(judged);
    }

    @Test
    void letsGoOfWavesThatAreOver() {
        var judged = judged(judged(Restraint.NONE, ROLE, 20, 100), OTHER_ROLE, 3, 100);

        assertThat(judged.without(wave -> wave.key().equals(ROLE)).waves())
                .extracting(Wave::key)
                .containsExactly(OTHER_ROLE);
        assertThat(judged.without(wave -> false)).isSameAs(judged);
    }

    private static Restraint judged(Restraint before, Wave.Key key, int count, int owned) {
        return before.judge(APP, key, members(count), BUDGET, owned, NOW);
    }

    private static Wave.Key edit(String role) {
        return new Wave.Key(new Origin.OfEdit("Role", "people", role, OptionalLong.of(7)), Limit.REMOVALS);
    }

    private static Map<Member, Integer> members(int count) {
        var members = new HashMap<Member, Integer>();
        IntStream.range(0, count).forEach(number -> members.put(member(number), 1));
        return members;
    }

    private static Member member(int number) {
        return Member.of(new Identity("people", "key-" + number));
    }
}
