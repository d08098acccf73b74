package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceSpec;
import dev.usher.api.UserSourceStatus;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.RunCounts;
import dev.usher.source.Extent;
import dev.usher.source.Extent.Kind;
import dev.usher.source.RunReport;
import dev.usher.source.RunReport.Asked;
import dev.usher.source.RunReport.Left;
import dev.usher.source.RunReport.Renames;
import dev.usher.source.WrittenBack;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a status says after a run of those who changed. */
class UnsettledTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private static Refusal refusal(String key) {
        return Refusal.of(1, Optional.of(key), Rule.NO_STATUS);
    }

    private static RunReport.Complete run(String id, Kind kind, Set<String> listed, int refused, String... keys) {
        var isWhole = kind == Kind.WHOLE;
        return new RunReport.Complete(
                id,
                new RunCounts(listed.size(), 20, 20, 0, 0, 0, 0, 0, isWhole ? 2 : 0, 0, 0, isWhole ? 1 : 0),
                List.of(),
                Set.of(),
                Set.of(),
                0,
                refused,
                Stream.of(keys).map(UnsettledTest::refusal).toList(),
                isWhole ? List.of(new Left("hr-1", Set.of("title"))) : List.of(),
                isWhole ? new Renames(1, List.of(new Asked("hr-2", "q"))) : Renames.NONE,
                Optional.empty(),
                new Extent(kind, Optional.empty(), Optional.empty(), listed));
    }

    private static UserSource source(UserSourceStatus before) {
        var source = new UserSource();
        source.setMetadata(
                new ObjectMetaBuilder().withName("hr").withGeneration(3L).build());
        source.setStatus(before);
        return source;
    }

    private static UserSourceStatus status(UserSourceStatus before, RunReport.Complete run) {
        var source = source(before);
        source.setSpec(Serialization.unmarshal(
                "http: {url: 'https://x.example.com', records: ''}\nkey: /number", UserSourceSpec.class));
        return SourceStatuses.of(source, run, Optional.empty(), false, NOW);
    }

    private static UserSourceStatus whole() {
        return status(UserSourceStatus.NONE, run("w", Kind.WHOLE, Set.of(), 2, "a", "b"));
    }

    private static List<String> keys(UserSourceStatus status) {
        return status.refusals().stream().map(one -> String.valueOf(one.key())).toList();
    }

    @Test
    void thatNobodyChangedSettlesNothing() {
        var status = status(whole(), run("d", Kind.DELTA, Set.of(), 0));

        assertThat(status.refused()).isEqualTo(2);
        assertThat(keys(status)).containsExactly("a", "b");
        assertThat(status.left()).isEqualTo(1);
        assertThat(status.leftFields()).hasSize(1);
        assertThat(Optional.ofNullable(status.renames()).orElseThrow().some()).hasSize(1);
        assertThat(status.disappeared()).isEqualTo(2);
        var ready = Conditions.of(status.conditions(), "Ready").orElseThrow();
        assertThat(ready.reason()).isEqualTo("AppliedInPart");
        assertThat(ready.message()).contains("2 records are refused");
    }

    @Test
    void whoeverIsListedWithoutFaultIsRefusedNoMore() {
        var status = status(whole(), run("d", Kind.DELTA, Set.of("a"), 0));

        assertThat(status.refused()).isEqualTo(1);
        assertThat(keys(status)).containsExactly("b");
    }

    @Test
    void whoeverIsRefusedNowIsToldOfBesideOthersHoweverOftenThatIsTold() {
        var delta = run("d", Kind.DELTA, Set.of("b", "c"), 2, "b", "c");
        var status = status(whole(), delta);

        assertThat(status.refused()).isEqualTo(3);
        assertThat(keys(status)).containsExactly("b", "c", "a");
        assertThat(status(status, delta)).as("told again").isEqualTo(status);
        assertThat(status(status, run("e", Kind.DELTA, Set.of("b", "c"), 2, "b", "c"))
                        .refused())
                .isEqualTo(3);
    }

    private static RunReport.Complete withoutKey(String id) {
        var run = run(id, Kind.DELTA, Set.of(), 1);
        return run.beside(0, 1, List.of(Refusal.of(7, Optional.empty(), Rule.NO_KEY)), 0, List.of(), Renames.NONE);
    }

    @Test
    void aRecordWithoutAKeyIsNotRefusedOnceMoreByEachRun() {
        var first = status(whole(), withoutKey("d"));
        assertThat(first.refused()).isEqualTo(3);

        var second = status(first, withoutKey("e"));

        assertThat(second.refused()).isEqualTo(3);
        assertThat(second.refusals()).hasSize(3);
        assertThat(status(second, run("f", Kind.DELTA, Set.of(), 0)).refused())
                .as("until everybody is read")
                .isEqualTo(3);
    }

    @Test
    void oneRecordWithoutAKeySettlesNoMoreThanOne() {
        var none = Refusal.of(7, Optional.empty(), Rule.NO_KEY);
        var five = run("w", Kind.WHOLE, Set.of(), 5)
                .beside(
                        0,
                        5,
                        Stream.iterate(1, at -> at + 1)
                                .limit(5)
                                .map(at -> Refusal.of(at, Optional.empty(), Rule.NO_KEY))
                                .toList(),
                        0,
                        List.of(),
                        Renames.NONE);

        var status = status(status(UserSourceStatus.NONE, five), withoutKey("d"));

        assertThat(status.refused()).isEqualTo(5);
        assertThat(status.refusals())
                .hasSize(5)
                .first()
                .satisfies(one -> assertThat(one.place()).isEqualTo(none.place()));
    }

    private static String ready(Kind kind, Flaw flaw) {
        var run = run("d", kind, Set.of(), 0);
        var extent = new Extent(kind, Optional.empty(), Optional.empty(), Set.of(), Optional.of(flaw));
        var status = status(
                UserSourceStatus.NONE,
                new RunReport.Complete(
                        run.id(),
                        run.counts(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        0,
                        0,
                        List.of(),
                        List.of(),
                        Renames.NONE,
                        Optional.empty(),
                        extent));
        var ready = Conditions.of(status.conditions(), "Ready").orElseThrow();
        assertThat(ready.reason()).isEqualTo("AppliedInPart");
        return ready.message();
    }

    @Test
    void itIsSaidWhyEverybodyIsNotReadOrAlwaysIs() {
        assertThat(ready(Kind.DELTA, Flaw.of(Defect.NOT_READ).answered(500)))
                .startsWith("What changed is applied, and everybody could not be read: it could not be read")
                .contains("by the answer 500");
        assertThat(ready(Kind.WHOLE, Flaw.of(Defect.NOTHING_TO_GO_ON_FROM)))
                .startsWith("Everybody is read each time: nothing in it says since when");
        assertThat(ready(Kind.DELTA, Flaw.of(Defect.NOTHING_TO_GO_ON_FROM)))
                .startsWith("What changed is applied, and the same is asked for again: nothing in it says since when");
    }

    @Test
    void aReadingOfEverybodySettlesAll() {
        var status = status(whole(), run("v", Kind.WHOLE, Set.of(), 0));

        assertThat(status.refused()).isZero();
        assertThat(status.refusals()).isEmpty();
    }

    private static UserSourceStatus told(UserSourceStatus before, RunReport.Complete run, WrittenBack back) {
        var source = source(before);
        source.setSpec(Serialization.unmarshal(
                "http: {url: 'https://x.example.com', records: ''}\nkey: /number\nwriteBack: {fields: [{from: userName, to: /login}], http: {}}",
                UserSourceSpec.class));
        return SourceStatuses.of(source, run, Optional.of(back), false, NOW);
    }

    private static WrittenBack back(boolean isDelta, int written, int of, List<Refusal> refusals) {
        return new WrittenBack(
                new WrittenBack.After("r", isDelta),
                refusals.size(),
                written,
                of,
                0,
                Set.of(),
                refusals.size(),
                of,
                refusals,
                Optional.empty(),
                false,
                Optional.empty(),
                NOW);
    }

    @Test
    void whatIsWrittenBackOfThoseWhoChangedSettlesNothingOfOthers() {
        var whole = told(
                UserSourceStatus.NONE, run("w", Kind.WHOLE, Set.of(), 0), back(false, 14, 3, List.of(refusal("1815"))));

        var delta = told(whole, run("d", Kind.DELTA, Set.of(), 0), back(true, 1, 0, List.of()));

        assertThat(delta.writeBack())
                .isEqualTo(told(
                                UserSourceStatus.NONE,
                                run("w", Kind.WHOLE, Set.of(), 0),
                                back(false, 1, 3, List.of(refusal("1815"))))
                        .writeBack());
        assertThat(told(delta, run("v", Kind.WHOLE, Set.of(), 0), back(false, 1, 0, List.of()))
                        .writeBack())
                .isEqualTo(told(UserSourceStatus.NONE, run("v", Kind.WHOLE, Set.of(), 0), back(false, 1, 0, List.of()))
                        .writeBack());
    }
}
