package dev.usher.audit;

import static dev.usher.audit.Writer.ADA;
import static dev.usher.audit.Writer.AGREED;
import static dev.usher.audit.Writer.CHAT;
import static dev.usher.audit.Writer.PSEUDONYMS;
import static dev.usher.audit.Writer.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.domain.account.RemoteId;
import dev.usher.sync.Decided;
import dev.usher.sync.JournalFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in the stream, and what happens while it cannot be written. */
class AuditStreamTest {
    private final Writer writer = new Writer();
    private final AuditStream stream = writer.stream;

    private static Decided departs() {
        return new Decided(
                new Decided.Resource("ProvisionedUser", "people", "u1"),
                Optional.of(ADA),
                Optional.empty(),
                new Decided.What.State(Optional.of("Active"), "Departed"),
                "EmploymentOver",
                Optional.empty(),
                Optional.empty());
    }

    private List<String> codes() {
        return writer.records().stream().map(AuditStreamTest::code).toList();
    }

    private static String code(JsonNode record) {
        return record.at("/metadata/event_code").asText();
    }

    @Test
    void aWriteIsAnEventOfUserManagementBeforeAndAfter() {
        writer.writes(writer.create(), AGREED);

        var intent = writer.records().getFirst();
        assertThat(intent.path("class_uid").asInt()).isEqualTo(3007);
        assertThat(intent.path("category_uid").asInt()).isEqualTo(3);
        assertThat(intent.path("activity_id").asInt()).isEqualTo(1);
        assertThat(intent.path("type_uid").asInt()).isEqualTo(300701);
        assertThat(intent.path("time").asLong()).isEqualTo(1772665200000L);
        assertThat(intent.path("status_id").asInt()).isEqualTo(99);
        assertThat(code(intent)).isEqualTo("intent");
        assertThat(intent.at("/actor/app_uid").asText()).isEqualTo("usher");
        assertThat(intent.at("/user/uid").asText()).isEqualTo(PSEUDONYMS.of(ADA));
        assertThat(intent.at("/resources/0/name").asText()).isEqualTo("wiki");
        assertThat(intent.at("/resources/0/uid").asText()).isEqualTo("k2v9");
        assertThat(intent.at("/metadata/sequence").asLong()).isEqualTo(1);
        assertThat(intent.at("/metadata/product/version").asText()).isEqualTo("0.1");
        var result = writer.last();
        assertThat(result.path("status_id").asInt()).isEqualTo(1);
        assertThat(code(result)).isEqualTo("result");
        assertThat(result.at("/unmapped/outcome").asText()).isEqualTo("Agreed");
        assertThat(result.at("/metadata/sequence").asLong()).isEqualTo(2);
    }

    @Test
    void aFailureHasItsReason() {
        writer.writes(writer.disable(), REJECTED);

        assertThat(writer.last().path("status").asText()).isEqualTo("Failure");
        assertThat(writer.last().path("status_code").asText()).isEqualTo("AccountRejected");
        assertThat(writer.last().path("status_detail").asText()).contains("400");
    }

    @Test
    void namesAttributesAndNoValues() {
        stream.intent(writer.create());
        stream.intent(writer.update());

        var records = writer.records();
        assertThat(records.getFirst().at("/unmapped/attributes").toString())
                .isEqualTo("[\"email\",\"externalId\",\"userName\"]");
        assertThat(records.getLast().at("/unmapped/attributes").toString())
                .isEqualTo("[\"active\",\"location\",\"title\"]");
        assertThat(writer.outlet.lines())
                .noneMatch(line -> line.contains("lovelace")
                        || line.contains("example.com")
                        || line.contains("Countess")
                        || line.contains("1815")
                        || line.contains("7f3a"));
    }

    @Test
    void whoEntersAGroupAndWhoLeavesItAreGivenARoleAndLoseIt() {
        stream.intent(writer.joins());
        stream.intent(writer.leaves());

        var records = writer.records();
        assertThat(records.getFirst().path("activity_id").asInt()).isEqualTo(16);
        assertThat(records.getLast().path("activity_id").asInt()).isEqualTo(17);
        assertThat(records.getLast().at("/iam_roles/0/name").asText()).isEqualTo("analysts");
        assertThat(records.getLast().at("/unmapped/entitlement_kind").asText()).isEqualTo("group");
        assertThat(records.getLast().at("/user/account/uid").asText())
                .isEqualTo(PSEUDONYMS.of(Writer.WIKI, new RemoteId("7f3a")));
    }

    @Test
    void aDecisionSaysWhatAboutWhomAndWhy() {
        stream.decision(departs());

        var record = writer.last();
        assertThat(code(record)).isEqualTo("decision");
        assertThat(record.at("/user/uid").asText()).isEqualTo(PSEUDONYMS.of(ADA));
        assertThat(record.at("/unmapped/decision").asText()).isEqualTo("State");
        assertThat(record.at("/unmapped/from").asText()).isEqualTo("Active");
        assertThat(record.at("/unmapped/to").asText()).isEqualTo("Departed");
        assertThat(record.at("/unmapped/about/name").asText()).isEqualTo("u1");
    }

    @Test
    void theFieldsOfARecordAreInAnOrderThatStays() {
        writer.writes(writer.joins(), AGREED);

        assertThat(writer.last().fieldNames())
                .toIterable()
                .containsExactly(
                        "class_uid",
                        "class_name",
                        "category_uid",
                        "category_name",
                        "activity_id",
                        "activity_name",
                        "type_uid",
                        "time",
                        "severity_id",
                        "severity",
                        "status_id",
                        "status",
                        "actor",
                        "user",
                        "iam_roles",
                        "resources",
                        "metadata",
                        "unmapped");
    }

    @Test
    void anIntentFailsWhereItCannotBeWrittenAndAtOnceUntilItCan() {
        writer.outlet.isFull(true);

        assertThatThrownBy(() -> stream.intent(writer.create())).isInstanceOf(JournalFailure.class);
        assertThat(stream.isWell()).isFalse();
        writer.outlet.isFull(false);
        assertThatThrownBy(() -> stream.intent(writer.create())).isInstanceOf(JournalFailure.class);
        stream.look();

        assertThat(stream.isWell()).isTrue();
        stream.intent(writer.create());
        assertThat(codes()).containsExactly("resumption", "intent");
        assertThat(writer.last().at("/metadata/sequence").asLong()).isEqualTo(2);
    }

    @Test
    void whatHappensMeanwhileIsKeptAndWrittenOnceItCanBe() {
        var create = writer.create();
        stream.intent(create);
        writer.outlet.isFull(true);
        stream.result(create, AGREED);
        stream.decision(departs());
        writer.passes(Duration.ofMinutes(5));
        stream.look();
        assertThat(codes()).containsExactly("intent");
        writer.outlet.isFull(false);
        stream.look();

        assertThat(codes()).containsExactly("intent", "resumption", "result", "decision");
        assertThat(writer.last().path("time").asLong()).isEqualTo(1772665200000L);
        assertThat(stream.unrecorded()).isZero();
        assertThat(stream.lost()).isZero();
    }

    @Test
    void aWriteThatWentWithoutAnIntentIsCountedAndHasBothRecordsInTheEnd() {
        var disable = writer.disable();
        writer.outlet.isFull(true);
        assertThatThrownBy(() -> stream.intent(disable)).isInstanceOf(JournalFailure.class);
        stream.result(disable, AGREED);
        writer.outlet.isFull(false);
        stream.look();

        assertThat(codes()).containsExactly("resumption", "intent", "result");
        assertThat(writer.records().get(1).at("/unmapped/late").asBoolean()).isTrue();
        assertThat(stream.unrecorded()).isEqualTo(1);
    }

    @Test
    void whatIsTooMuchToBeKeptIsCountedAndTheStreamSaysSo() {
        writer.outlet.isFull(true);
        for (var i = 0; i < Owed.MOST + 3; i++) {
            stream.decision(departs());
        }
        writer.outlet.isFull(false);
        stream.look();

        assertThat(stream.lost()).isEqualTo(3);
        assertThat(writer.records().getFirst().at("/unmapped/lost").asLong()).isEqualTo(3);
        assertThat(writer.records()).hasSize(Owed.MOST + 1);
    }

    @Test
    void changesThatNeverEndAreForgottenTheEldestFirst() {
        var eldest = writer.disable();
        stream.intent(eldest);
        for (var number = 0; number < AuditStream.MOST_INTENDED; number++) {
            stream.intent(writer.disable());
        }
        stream.result(eldest, AGREED);

        assertThat(stream.unrecorded()).isEqualTo(1);
    }

    @Test
    void everyDayOfAnAppEndsWithItsSum() {
        writer.writes(writer.create(), AGREED);
        writer.writes(writer.disable(), REJECTED);
        writer.writes(writer.disable(CHAT), AGREED);
        writer.passes(Duration.ofHours(2));
        stream.look();

        var checkpoints = writer.records().stream()
                .filter(record -> code(record).equals("checkpoint"))
                .toList();
        assertThat(checkpoints).hasSize(2);
        var wiki = checkpoints.stream()
                .filter(record -> record.at("/unmapped/chain/of").asText().equals("people/wiki"))
                .findFirst()
                .orElseThrow();
        assertThat(wiki.at("/unmapped/chain/day").asText()).isEqualTo("2026-03-04");
        assertThat(wiki.at("/unmapped/intents").asLong()).isEqualTo(2);
        assertThat(wiki.at("/unmapped/results").toString()).isEqualTo("{\"Agreed\":1,\"Failed\":1}");
        assertThat(wiki.at("/unmapped/first_sequence").asLong()).isEqualTo(1);
        assertThat(wiki.at("/unmapped/last_sequence").asLong()).isEqualTo(4);
        stream.look();
        assertThat(writer.records()).hasSize(8);
    }

    @Test
    void theFirstRecordOfADayComesAfterTheSumOfTheDayBefore() {
        stream.intent(writer.create());
        writer.passes(Duration.ofHours(2));
        stream.intent(writer.create());

        assertThat(codes()).containsExactly("intent", "checkpoint", "intent");
        assertThat(writer.last().at("/unmapped/chain/day").asText()).isEqualTo("2026-03-05");
    }

    @Test
    void theEndOfTheProcessEndsEveryDay() throws IOException {
        stream.intent(writer.create());
        stream.close();

        assertThat(codes()).containsExactly("intent", "checkpoint", "checkpoint");
        assertThat(writer.last().at("/unmapped/last").asBoolean()).isTrue();
        assertThat(writer.outlet.isClosed()).isTrue();
    }
}
