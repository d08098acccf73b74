package dev.usher.domain.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulingTest {
    private static final AppId APP = new AppId("people", "wiki");
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(7));
    private static final Wave.Key ROLE = edit("analyst");
    private static final Wave.Key OTHER_ROLE = edit("auditor");

    private final Restraint held = judged(judged(Restraint.NONE, ROLE, 0, 12), OTHER_ROLE, 0, 20);
    private final Wave wave = held.held(ROLE).orElseThrow();

    @Test
    void letsThoseGoWhoAreOfTheWaveAndNobodyElse() {
        var ruled = held.under(APP, List.of(order(Ruling.Sentence.RELEASE)), NOW);

        assertThat(ruled.lets(member(11), ROLE)).isTrue();
        assertThat(ruled.lets(member(12), ROLE)).isFalse();
        assertThat(ruled.lets(member(11), OTHER_ROLE)).as("by another change").isFalse();
        assertThat(ruled.held()).extracting(Wave::key).containsExactly(OTHER_ROLE);
        assertThat(ruled.windows()).as("it spends nothing").isEmpty();
        assertThat(ruled.rulings())
                .singleElement()
                .satisfies(ruling -> assertThat(ruling.covered()).isEqualTo(12));
    }

    @Test
    void keepsThoseWhoAreOfTheWaveAndNobodyElse() {
        var ruled = held.under(APP, List.of(order(Ruling.Sentence.KEEP)), NOW);

        assertThat(ruled.keeps(member(11), ROLE)).isPresent();
        assertThat(ruled.keeps(member(12), ROLE)).isEmpty();
        assertThat(ruled.keeps(member(11), OTHER_ROLE)).isEmpty();
        assertThat(ruled.lets(member(11), ROLE)).isFalse();
    }

    @Test
    void whoeverComesLaterIsCountedAnewAndIsOfAnotherWave() {
        for (var sentence : List.of(Ruling.Sentence.RELEASE, Ruling.Sentence.KEEP)) {
            var ruled = held.under(APP, List.of(order(sentence)), NOW);

            var grown = judged(ruled, ROLE, 0, 30);

            assertThat(grown.held(ROLE)).hasValueSatisfying(later -> {
                assertThat(later.amount()).isEqualTo(18);
                assertThat(later.members()).contains(member(12)).doesNotContain(member(11));
                assertThat(later.id()).isNotEqualTo(wave.id());
            });
            assertThat(judged(ruled, ROLE, 0, 15).held(ROLE)).as("three more").isEmpty();
        }
    }

    @Test
    void isNotTakenTwiceWhateverIsHeldLater() {
        var order = order(Ruling.Sentence.RELEASE);
        var ruled = held.under(APP, List.of(order), NOW);

        assertThat(ruled.under(APP, List.of(order), NOW)).isEqualTo(ruled);
        assertThat(judged(ruled, ROLE, 0, 30).under(APP, List.of(order), NOW).held(ROLE))
                .isPresent();
    }

    @Test
    void isNotAboutAWaveThatHasGrown() {
        var atMostEleven = new Order("u1", "case-7", wave.id(), Ruling.Sentence.RELEASE, OptionalInt.of(11), UNTIL);

        assertThat(held.under(APP, List.of(atMostEleven), NOW)).isEqualTo(held);
        assertThat(atMostEleven.isAbout(wave)).isFalse();
    }

    @Test
    void endsWithWhatAsksForItAndWithItsTime() {
        var order = order(Ruling.Sentence.KEEP);
        var ruled = held.under(APP, List.of(order), NOW);

        assertThat(ruled.under(APP, List.of(), NOW).rulings()).isEmpty();
        assertThat(ruled.under(APP, List.of(order), UNTIL.minusMillis(1)).rulings())
                .hasSize(1);
        assertThat(ruled.under(APP, List.of(order), UNTIL).rulings()).isEmpty();
        assertThat(held.under(APP, List.of(order), UNTIL)).as("it is too late").isEqualTo(held);
    }

    @Test
    void countsForNobodyWhoIsNotToLoseItAnyMore() {
        var ruled = held.under(APP, List.of(order(Ruling.Sentence.RELEASE)), NOW);

        var left = ruled.rulingOnly(ruled.rulings().getFirst(), Set.of(member(3)));

        assertThat(left.lets(member(3), ROLE)).isTrue();
        assertThat(left.lets(member(4), ROLE)).isFalse();
        assertThat(left.rulings().getFirst().covered()).isEqualTo(12);
        assertThat(left.under(APP, List.of(order(Ruling.Sentence.RELEASE)), NOW))
                .isEqualTo(left);
    }

    @Test
    void remembersByWhichChangeSomebodyLosesSomething() {
        var ruled = held.under(APP, List.of(order(Ruling.Sentence.KEEP)), NOW);

        assertThat(ruled.remembers(member(0), Limit.REMOVALS)).contains(OTHER_ROLE);
        assertThat(ruled.without(any -> true).remembers(member(0), Limit.REMOVALS))
                .contains(ROLE);
    }

    /** People write it into YAML, where digits alone are a number. */
    @Test
    void theNameOfAWaveIsNoNumber() {
        assertThat(IntStream.range(0, 1_000).mapToObj(second -> Wave.idOf(APP, ROLE, NOW.plusSeconds(second))))
                .allMatch(id -> id.matches("w[0-9a-f]{8}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whomAKeepKeptIsHeldAsOneWaveOfAnotherNameOnceItEnds() {
        var ruled = held.under(APP, List.of(order(Ruling.Sentence.KEEP)), NOW);
        var later = NOW.plusSeconds(60);

        var ended = ruled.under(APP, List.of(), later).held(ROLE).orElseThrow();
        assertThat(ended.members()).isEqualTo(wave.members());
        assertThat(ended.amount()).isEqualTo(12);
        assertThat(ended.since()).isEqualTo(later);
        assertThat(ended.id()).isNotEqualTo(wave.id());

        var grown = judged(ruled, ROLE, 0, 30).under(APP, List.of(), later).held(ROLE);
        assertThat(grown.orElseThrow().members()).hasSize(30);
        assertThat(grown.orElseThrow().amount()).isEqualTo(30);
    }

    @Test
    void nobodyIsHeldOnceAReleaseOrAKeepOfNobodyEnds() {
        var released = held.under(APP, List.of(order(Ruling.Sentence.RELEASE)), NOW);
        var kept = held.under(APP, List.of(order(Ruling.Sentence.KEEP)), NOW);
        var ofNobody = kept.rulingOnly(kept.rulings().getFirst(), Set.of());

        assertThat(released.under(APP, List.of(), NOW).held(ROLE)).isEmpty();
        assertThat(ofNobody.under(APP, List.of(), NOW).held(ROLE)).isEmpty();
    }

    private Order order(Ruling.Sentence sentence) {
        return new Order("u1", "case-7", wave.id(), sentence, OptionalInt.empty(), UNTIL);
    }

    private static Restraint judged(Restraint before, Wave.Key key, int from, int to) {
        Map<Member, Integer> members = new HashMap<>();
        IntStream.range(from, to).forEach(number -> members.put(member(number), 1));
        return before.judge(APP, key, members, Budgets.STANDARD.of(Limit.REMOVALS), 100, NOW);
    }

    private static Wave.Key edit(String role) {
        return new Wave.Key(new Origin.OfEdit("Role", "people", role, OptionalLong.of(7)), Limit.REMOVALS);
    }

    private static Member member(int number) {
        return Member.of(new Identity("people", "key-" + number));
    }

    private static final Taken.What ACCOUNT = new Taken.What.Access("Unassigned");

    /** The wave was let go, and took the accounts of its first members. */
    private Restraint took(int count) {
        var left = held.under(APP, List.of(order(Ruling.Sentence.RELEASE)), NOW);
        for (var number = 0; number < count; number++) {
            left = left.taking(member(number), ROLE, Set.of(ACCOUNT), NOW);
        }
        return left;
    }

    private Restraint restored(Restraint from) {
        var asked = new Order(
                "uid-back", "back", wave.id(), Ruling.Sentence.RESTORE, OptionalInt.empty(), NOW.plusSeconds(3600));
        return from.under(APP, List.of(order(Ruling.Sentence.RELEASE), asked), NOW);
    }

    @Test
    void bringsBackWhatTheWaveTookAndLetsNobodyElseGo() {
        var back = restored(took(5));

        assertThat(back.restores(member(4))).isPresent();
        assertThat(back.restores(member(5))).as("who had not lost it").isEmpty();
        assertThat(back.lets(member(5), ROLE)).isFalse();
        assertThat(back.rulings())
                .singleElement()
                .satisfies(ruling -> assertThat(ruling.covered()).isEqualTo(5));
        assertThat(back.taking(member(5), ROLE, Set.of(ACCOUNT), NOW))
                .as("called back in time")
                .isEqualTo(back);
    }

    @Test
    void countsNobodyWhoIsBroughtBack() {
        assertThat(judged(restored(took(12)), ROLE, 0, 30).held(ROLE))
                .hasValueSatisfying(later -> assertThat(later.amount()).isEqualTo(18));
    }

    @Test
    void bringsNothingBackOfWhoeverIsToHaveItAnyway() {
        var back = restored(took(2));
        var ruling = back.restores(member(0)).orElseThrow();

        var next = back.returned(ruling, member(0), ACCOUNT::equals);

        assertThat(next.restores(member(0))).isEmpty();
        assertThat(next.restores(member(1))).isPresent();
    }

    @Test
    void forgetsWhatWasTakenThirtyDaysAgoUnlessItIsBroughtBack() {
        var later = NOW.plus(Takings.KEPT_FOR);

        assertThat(took(5).under(APP, List.of(), NOW).rememberingOnly(later).takings())
                .isEqualTo(Takings.NONE);
        assertThat(took(5).rememberingOnly(later.minusSeconds(1)).takings().members(wave.id()))
                .hasSize(5);
        assertThat(restored(took(5)).rememberingOnly(later).takings().members(wave.id()))
                .hasSize(5);
    }

    @Test
    void writesManyDownInPartsThatNeverGrowAgain() {
        var takings = Takings.NONE;
        for (var number = 0; number < 2 * Taken.FULL + 3; number++) {
            takings = takings.with(wave.id(), ROLE, Set.of(ACCOUNT), member(number), NOW);
        }

        assertThat(takings.parts())
                .extracting(part -> part.members().size())
                .containsExactly(Taken.FULL, Taken.FULL, 3);
        assertThat(takings.with(wave.id(), ROLE, Set.of(ACCOUNT), member(0), NOW))
                .isSameAs(takings);
    }
}
