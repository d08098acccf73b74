package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceSpec;
import dev.usher.api.UserSourceStatus;
import dev.usher.api.WriteBackStatus;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.RunCounts;
import dev.usher.domain.feed.Sanity.Doubt;
import dev.usher.source.RunReport;
import dev.usher.source.RunReport.Written;
import dev.usher.source.WrittenBack;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceStatusesTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final RunCounts COUNTS = new RunCounts(1200, 1000, 900, 3, 5, 40, 2, 6, 1, 7, 1155, 0);
    private static final Written NOTHING = new Written(0, 0, 0, 0, 0);

    private static UserSource source(UserSourceStatus status) {
        var source = new UserSource();
        source.setMetadata(
                new ObjectMetaBuilder().withName("hr").withGeneration(3L).build());
        source.setSpec(spec("csv: {configMap: {name: hr, key: people.csv}}"));
        source.setStatus(status);
        return source;
    }

    private static UserSourceSpec spec(String where) {
        return Serialization.unmarshal(where + "\nkey: /number", UserSourceSpec.class);
    }

    private static RunReport.Complete run(List<Doubt> doubts, List<Refusal> refusals, Written written) {
        return new RunReport.Complete(
                "7c1e",
                COUNTS,
                doubts,
                Set.of(),
                Set.of("mail", "dept"),
                0,
                refusals.size(),
                refusals,
                List.of(),
                RunReport.Renames.NONE,
                Optional.of(written));
    }

    private static UserSourceStatus of(RunReport report) {
        return SourceStatuses.of(source(UserSourceStatus.NONE), report, Optional.empty(), false, NOW);
    }

    private static Condition ready(UserSourceStatus status) {
        return Conditions.of(status.conditions(), "Ready").orElseThrow();
    }

    private static boolean isStalled(UserSourceStatus status) {
        return Conditions.of(status.conditions(), "Stalled").isPresent();
    }

    @Test
    void tellsHowMuchWasAppliedAndRemembersTheFields() {
        var status = of(run(List.of(), List.of(), NOTHING));

        assertThat(ready(status).reason()).isEqualTo("Applied");
        assertThat(status.records()).isEqualTo(1200);
        assertThat(status.created()).isEqualTo(3);
        assertThat(status.ended()).isEqualTo(2);
        assertThat(status.fields()).containsExactly("dept", "mail");
        assertThat(status.completeTime()).isEqualTo("2026-12-01T12:00:00Z");
        assertThat(status.observedGeneration()).isEqualTo(3);
    }

    @Test
    void thatNothingIsNewIsSaidOnceAnHour() {
        var first = of(run(List.of(), List.of(), NOTHING));

        assertThat(again(first, Duration.ofMinutes(59))).isEqualTo(first);
        assertThat(again(first, Duration.ofMinutes(61)).completeTime()).isEqualTo("2026-12-01T13:01:00Z");
    }

    private static UserSourceStatus again(UserSourceStatus before, Duration later) {
        return SourceStatuses.of(
                source(before), run(List.of(), List.of(), NOTHING), Optional.empty(), false, NOW.plus(later));
    }

    @Test
    void tellsWhatWasRefusedWithoutItsValue() {
        var status = of(run(
                List.of(),
                List.of(new Refusal(17, Optional.of("1815"), Optional.of("mail"), Rule.NOT_AN_ADDRESS)),
                NOTHING));

        assertThat(ready(status).status()).isEqualTo("True");
        assertThat(ready(status).reason()).isEqualTo("AppliedInPart");
        assertThat(ready(status).message()).isEqualTo("1 of 1,200 records are refused, see status.refusals");
        assertThat(status.refusals()).singleElement().satisfies(refused -> {
            assertThat(refused.place()).isEqualTo(17);
            assertThat(refused.key()).isEqualTo("1815");
            assertThat(refused.field()).isEqualTo("mail");
            assertThat(refused.message()).isEqualTo(Rule.NOT_AN_ADDRESS.meaning());
        });
    }

    @Test
    void tellsWhoKeepsTheirNamesUntilSomebodyConfirmsOthersAndHow() {
        var status = of(new RunReport.Complete(
                "7c1e",
                COUNTS,
                List.of(),
                Set.of(),
                Set.of(),
                0,
                0,
                List.of(),
                List.of(),
                new RunReport.Renames(30, List.of(new RunReport.Asked("hr-1", "c0ffee"))),
                Optional.of(NOTHING)));

        assertThat(ready(status).reason()).isEqualTo("AppliedInPart");
        assertThat(ready(status).message()).contains("30 users keep their names", "status.renames");
        assertThat(status.renames())
                .isEqualTo(new UserSourceStatus.Renames(30, List.of(new UserSourceStatus.Rename("hr-1", "c0ffee"))));
    }

    @Test
    void aRunThatIsHeldKeepsTheFieldsOfTheOneBefore() {
        var before = of(run(List.of(), List.of(), NOTHING));
        var held = new RunReport.Complete(
                "8d2f",
                COUNTS,
                List.of(Doubt.TOO_MANY_TERMINATED, Doubt.FIELDS_EMPTY),
                Set.of("dept"),
                Set.of("mail"),
                0,
                0,
                List.of(),
                List.of(),
                RunReport.Renames.NONE,
                Optional.empty());

        var status = SourceStatuses.of(source(before), held, Optional.empty(), false, NOW);

        assertThat(isStalled(status)).isTrue();
        assertThat(ready(status).reason()).isEqualTo("RunHeld");
        assertThat(ready(status).message())
                .contains("run 8d2f", "(2 of 900)", "maximumTerminatedPercent", "(dept)", "RemovalDecision");
        assertThat(status.fields()).containsExactly("dept", "mail");
    }

    @Test
    void aSourceThatCannotBeReadKeepsWhatWasSaidOfTheLastRun() {
        var before = of(run(List.of(), List.of(), NOTHING));
        var flaw = new Flaw(Defect.COLUMN_MISSING, OptionalLong.of(1), List.of("dept"));

        var status = SourceStatuses.of(source(before), new RunReport.Broken(flaw), Optional.empty(), false, NOW);

        assertThat(ready(status).reason()).isEqualTo("SourceNotRead");
        assertThat(ready(status).message()).contains("a column is missing", "(dept)", "at line 1");
        assertThat(status.records()).isEqualTo(1200);
    }

    @Test
    void tellsOfAnInterfaceAtWhichRecordItBrokeAndHowLongItWantsToBeLeftAlone() {
        var source = source(UserSourceStatus.NONE);
        source.setSpec(spec("http: {url: 'https://hr.example.com/people', records: ''}"));
        var flaw = Flaw.of(Defect.TOO_MANY_REQUESTS).answered(429).at(7).until(NOW);

        assertThat(ready(SourceStatuses.of(source, new RunReport.Broken(flaw), Optional.empty(), false, NOW))
                        .message())
                .endsWith(
                        "it asks to be asked later, by the answer 429, at record 7: it asks to be left alone until 2026-12-01T12:00:00Z");
    }

    @Test
    void tellsByWhichAnswerASourceWasNotRead() {
        var flaw = Flaw.of(Flaw.Defect.NOT_READ).answered(53);

        var status = SourceStatuses.of(
                source(UserSourceStatus.NONE), new RunReport.Broken(flaw), Optional.empty(), false, NOW);

        assertThat(ready(status).message()).endsWith("it could not be read, by the answer 53");
    }

    @Test
    void tellsThatOnlyEndsAreAppliedWhereNoMoreIsInDoubt() {
        var status = of(run(List.of(Doubt.TOO_MANY_CHANGED), List.of(), NOTHING));

        assertThat(ready(status).message())
                .startsWith("Nothing but ends of run 7c1e is applied")
                .contains("(40 of 1,000)");
    }

    @Test
    void namesNoMoreThanAMessageCanHold() {
        var names = IntStream.range(0, 60)
                .mapToObj(number -> "column-" + number + "x".repeat(200))
                .toList();

        var status = of(new RunReport.Broken(new Flaw(Defect.COLUMN_MISSING, OptionalLong.of(1), names)));

        assertThat(ready(status).message()).hasSizeLessThan(1024).contains("and 55 more");
    }

    @Test
    void tellsOfAFaultOfOurs() {
        var status = of(new RunReport.Faulty());

        assertThat(ready(status).reason()).isEqualTo("RunFailed");
        assertThat(isStalled(status)).isFalse();
    }

    @Test
    void tellsThatWritesAreStillToBeDone() {
        var status = of(run(List.of(), List.of(), new Written(1, 0, 0, 0, 7)));

        assertThat(ready(status).status()).isEqualTo("False");
        assertThat(status.failed()).isEqualTo(7);
        assertThat(Conditions.of(status.conditions(), "Reconciling")).isPresent();
    }

    @Test
    void tellsOfOneThatIsObserved() {
        var status = SourceStatuses.of(
                source(UserSourceStatus.NONE), run(List.of(), List.of(), NOTHING), Optional.empty(), true, NOW);

        assertThat(ready(status).reason()).isEqualTo("Observed");
    }

    @Test
    void whatWasSaidStandsUntilThisProcessHasReadIt() {
        var before = of(run(List.of(), List.of(), NOTHING));

        assertThat(SourceStatuses.pending(source(before), NOW)).isEqualTo(before);
        assertThat(ready(SourceStatuses.pending(source(UserSourceStatus.NONE), NOW))
                        .reason())
                .isEqualTo("Progressing");
    }

    @Test
    void remembersTheRunThatChangedAnythingAfterOnesThatDidNot() {
        var changing = run(List.of(), List.of(), new Written(2, 5, 7, 0, 0));
        var first = SourceStatuses.of(source(UserSourceStatus.NONE), changing, Optional.empty(), false, NOW);
        var change = new UserSourceStatus.Change("7c1e", "2026-12-01T12:00:00Z", 2, 5, 7, 2);
        assertThat(first.lastChange()).isEqualTo(change);

        assertThat(SourceStatuses.of(source(first), changing, Optional.empty(), false, NOW.plusSeconds(60))
                        .lastChange())
                .as("told again")
                .isEqualTo(change);
        assertThat(SourceStatuses.of(
                                source(first),
                                run(List.of(), List.of(), NOTHING),
                                Optional.empty(),
                                false,
                                NOW.plusSeconds(60))
                        .lastChange())
                .isEqualTo(change);
        var flaw = new RunReport.Broken(Flaw.of(Defect.EMPTY));
        assertThat(SourceStatuses.of(source(first), flaw, Optional.empty(), false, NOW)
                        .lastChange())
                .isEqualTo(change);
    }

    private static UserSourceStatus told(UserSourceStatus before, WrittenBack back) {
        var source = source(before);
        source.setSpec(Serialization.unmarshal(
                "csv: {configMap: {name: hr, key: people.csv}}\nkey: number\nwriteBack: {fields: [{from: userName, to: login}], configMap: {name: n, key: n}}",
                UserSourceSpec.class));
        return SourceStatuses.of(source, run(List.of(), List.of(), NOTHING), Optional.of(back), false, NOW);
    }

    private static WrittenBack back(int owed, int written, Optional<Flaw> flaw) {
        return new WrittenBack(
                new WrittenBack.After("7c1e", false),
                owed,
                written,
                2,
                0,
                Set.of(),
                0,
                0,
                List.of(),
                flaw,
                false,
                Optional.empty(),
                NOW.minusSeconds(1));
    }

    @Test
    void saysHowItStandsWithWhatIsWrittenBackAndIsSilentAfterwards() {
        var first = told(UserSourceStatus.NONE, back(0, 14, Optional.empty()));

        assertThat(first.writeBack())
                .isEqualTo(new WriteBackStatus(
                        0, 14, 2, 0, 0, null, NOW.minusSeconds(1).toString(), null, null, List.of()));
        assertThat(ready(first).reason()).isEqualTo("Applied");
        assertThat(told(first, back(0, 0, Optional.empty()))).isEqualTo(first);
    }

    @Test
    void whatCannotBeWrittenBackIsSaidThoughEverybodyIsApplied() {
        var flaw = Flaw.of(Defect.WRITE_NOT_OFFERED).about(List.of("ConfigMap n"));

        var status = told(UserSourceStatus.NONE, back(3, 0, Optional.of(flaw)));

        assertThat(ready(status).status()).isEqualTo("True");
        assertThat(ready(status).reason()).isEqualTo("NotWrittenBack");
        assertThat(ready(status).message()).contains("usher.dev/write-back", "ConfigMap n");
        assertThat(status.writeBack()).extracting(WriteBackStatus::failed).isEqualTo("WRITE_NOT_OFFERED");
        assertThat(SourceStatuses.of(source(status), run(List.of(), List.of(), NOTHING), Optional.empty(), false, NOW)
                        .writeBack())
                .as("it is declared no more")
                .isNull();
    }

    @Test
    void saysWhatIsRefusedNotShownOrHeld() {
        var status = told(UserSourceStatus.NONE, held("7c1e", false, 7));

        assertThat(ready(status).message())
                .contains("7 records may be overwritten", "release run 7c1e", "1 are not taken", "3 are taken");
        assertThat(Optional.ofNullable(status.writeBack()).orElseThrow().refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.key()).isEqualTo("1815"));
    }

    private static WrittenBack held(String run, boolean isDelta, int records) {
        return new WrittenBack(
                new WrittenBack.After(run, isDelta),
                5,
                0,
                9,
                records,
                records > 0 ? Set.of("/login") : Set.of(),
                1,
                3,
                List.of(Refusal.of(4, Optional.of("1815"), Refusal.Rule.NOT_ACCEPTED)),
                Optional.empty(),
                false,
                Optional.empty(),
                NOW);
    }

    @Test
    void whatIsHeldStaysSaidByItsRunUntilEverybodyIsReadAgain() {
        var whole = told(UserSourceStatus.NONE, held("7c1e", false, 7));

        var delta = told(whole, held("8d2f", true, 0));

        assertThat(Optional.ofNullable(delta.writeBack()).orElseThrow().held())
                .isEqualTo(new WriteBackStatus.Held("7c1e", 7, List.of("/login")));
        assertThat(ready(delta).message()).contains("release run 7c1e", "no record shows anything");
        assertThat(Optional.ofNullable(told(delta, held("9e3a", false, 0)).writeBack())
                        .orElseThrow()
                        .held())
                .isNull();
    }

    @Test
    void whatWasReleasedOfThoseWhoChangedIsHeldNoMore() {
        var delta = told(UserSourceStatus.NONE, held("8d2f", true, 7));
        assertThat(ready(delta).message()).contains("release run 8d2f");

        var released = told(delta, held("8d2f", true, 0));

        assertThat(Optional.ofNullable(released.writeBack()).orElseThrow().held())
                .isNull();
    }

    @Test
    void whatIsToldOfThoseWhoChangedDoesNotStandForEverybodyWhileTheyAreRead() {
        var whole = told(UserSourceStatus.NONE, told("7c1e", false, 3, 0, Optional.empty()));

        var during = told(whole, told("8d2f", true, 0, 0, Optional.empty()));

        assertThat(during).isEqualTo(whole);
        assertThat(ready(whole).message()).contains("of 3 it is still to be told");
    }

    /** One that ended before everything was told. */
    private static WrittenBack told(String run, boolean isDelta, int owed, int written, Optional<Flaw> flaw) {
        return new WrittenBack(
                new WrittenBack.After(run, isDelta),
                owed,
                written,
                0,
                0,
                Set.of(),
                0,
                0,
                List.of(),
                flaw,
                owed > 0,
                Optional.empty(),
                NOW);
    }

    private static int owed(UserSourceStatus status) {
        return Optional.ofNullable(status.writeBack()).orElseThrow().owed();
    }

    @Test
    void whomAReadingOfEverybodyLeftOverIsStillOwedWhereThoseWhoChangedAreTold() {
        var whole = told(
                UserSourceStatus.NONE,
                told(
                        "7c1e",
                        false,
                        4_998,
                        0,
                        Optional.of(Flaw.of(Defect.NOT_WRITTEN).answered(500))));

        var nobody = told(whole, told("8d2f", true, 0, 0, Optional.empty()));

        assertThat(owed(nobody)).isEqualTo(4_998);
        assertThat(ready(nobody).reason()).isEqualTo("NotWrittenBack");
        assertThat(ready(nobody).message()).contains("of 4,998 it is still to be told");
        var some = told(nobody, told("9e3a", true, 0, 8, Optional.empty()));
        assertThat(owed(some)).isEqualTo(4_990);
        assertThat(told(some, told("9e3a", true, 0, 8, Optional.empty())))
                .as("told again")
                .isEqualTo(some);
    }

    @Test
    void whatFailedOfThoseWhoChangedIsOwedNoMoreOnceItIsTold() {
        var broken = told(
                UserSourceStatus.NONE,
                told("8d2f", true, 3, 0, Optional.of(Flaw.of(Defect.NOT_WRITTEN).answered(500))));

        var status = told(broken, told("8d2f", true, 0, 3, Optional.empty()));

        assertThat(owed(status)).isZero();
        assertThat(ready(status).reason()).isEqualTo("Applied");
    }

    @Test
    void aFaultOfUshersOwnLeavesTheCountsAsTheyWere() {
        var whole = told(UserSourceStatus.NONE, held("7c1e", false, 7));
        var fault = new WrittenBack(
                new WrittenBack.After("8d2f", false),
                0,
                0,
                0,
                0,
                Set.of(),
                0,
                0,
                List.of(),
                Optional.of(Flaw.of(Defect.NOT_FOUND_OUT)),
                false,
                Optional.empty(),
                NOW);

        var back = Optional.ofNullable(told(whole, fault).writeBack()).orElseThrow();

        assertThat(back.owed()).isEqualTo(5);
        assertThat(back.refusals()).hasSize(1);
        assertThat(back.held()).isNotNull();
        assertThat(back.message()).contains("log of the operator");
    }

    @Test
    void saysAtWhichRecordASourceFails() {
        var flaw = Flaw.of(Defect.NOT_WRITTEN).answered(500).at(17);

        assertThat(ready(told(UserSourceStatus.NONE, back(3, 0, Optional.of(flaw))))
                        .message())
                .contains("at record 17", "by the answer 500");
    }
}
