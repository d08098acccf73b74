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
        for (var sentence : Ruling.Sentence.values()) {
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
}
