package dev.usher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.log.Field;
import dev.usher.log.Heard;
import dev.usher.sync.Decided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private static final String ADA = "ProvisionedUser/people/u1";

    private final Writer writer = new Writer();
    private final ChangeLog log = new ChangeLog(writer.stream, () -> 0);
    private final Heard heard = Heard.of(ChangeLog.class);
    private long numbers;

    @AfterEach
    void listenNoMore() {
        heard.close();
    }

    private ChangeId id(Optional<String> resource) {
        return new ChangeId(Writer.WIKI, Writer.ADA, resource, ++numbers);
    }

    private void ends(Change change, Outcome outcome) {
        log.intent(change);
        log.result(change, outcome);
    }

    @Test
    void aChangeIsOneLineThatSaysWhereForWhomAndHowItEndedAndTheStreamHasItsTwoRecords() {
        ends(new Change.Disable(id(Optional.of(ADA)), new RemoteId("ada.lovelace")), Writer.AGREED);

        assertThat(heard.lines())
                .containsExactly(new Heard.Line(
                        "INFO",
                        "Disable in people/wiki for " + ADA + ": Agreed",
                        Map.of(
                                Field.APP,
                                "people/wiki",
                                Field.RESOURCE,
                                ADA,
                                Field.CHANGE,
                                "Disable",
                                Field.OUTCOME,
                                "Agreed")));
        assertThat(writer.stream.records()).isEqualTo(2);
    }

    @Test
    void ofManyWhoGoTogetherEachHasALineOfTheirOwn() {
        var group = new Entitlement("group", "analysts");
        var first = new Change.Member(id(Optional.of(ADA)), new RemoteId("1"));
        var second = new Change.Member(id(Optional.of("ProvisionedUser/people/u2")), new RemoteId("2"));

        log.result(new Change.Members(group, List.of(first, second), List.of()), Writer.AGREED);

        assertThat(heard.lines())
                .extracting(line -> line.fields().get(Field.RESOURCE))
                .containsExactly(ADA, "ProvisionedUser/people/u2");
    }

    @Test
    void aChangeForNoResourceNamesNeitherTheAccountNorTheKeyOfItsHolder() {
        ends(new Change.Delete(id(Optional.empty()), new RemoteId("uid=ada.lovelace,ou=people")), Writer.AGREED);

        assertThat(heard.lines()).singleElement().satisfies(line -> {
            assertThat(line.message()).isEqualTo("Delete in people/wiki: Agreed");
            assertThat(line.fields()).doesNotContainKey(Field.RESOURCE);
        });
    }

    @Test
    void whatFailedIsAWarningWithItsKindAndThereAreNeverManyOfThem() {
        for (var time = 0; time < 500; time++) {
            ends(new Change.Disable(id(Optional.of(ADA)), new RemoteId("1")), Writer.REJECTED);
        }

        assertThat(heard.lines()).hasSize(20).allSatisfy(line -> {
            assertThat(line.level()).isEqualTo("WARN");
            assertThat(line.fields())
                    .containsEntry(Field.REASON, "AccountRejected")
                    .containsEntry(Field.OUTCOME, "Failed");
            assertThat(line.message()).contains("the app rejects the values: it answered with status 400");
        });
        assertThat(writer.stream.records()).isEqualTo(1_000);
    }

    @Test
    void whatIsAcceptedAgainAndAgainAndNeverKeptIsToldOfNowAndThen() {
        var others = 30;
        for (var time = 0; time < 500; time++) {
            ends(new Change.Disable(id(Optional.of(ADA)), new RemoteId("1")), new Outcome.Accepted());
        }
        for (var number = 0; number < others; number++) {
            var other = new Identity("people", "other-" + number);
            log.result(
                    new Change.Disable(
                            new ChangeId(Writer.WIKI, other, Optional.empty(), 1_000 + number), new RemoteId("2")),
                    new Outcome.Accepted());
        }

        assertThat(heard.lines())
                .hasSize(1 + 20 + others)
                .allSatisfy(line -> assertThat(line.level()).isEqualTo("INFO"));
    }

    @Test
    void oneAppThatFailsOftenHidesNoOther() {
        for (var time = 0; time < 500; time++) {
            ends(writer.disable(Writer.WIKI), Writer.REJECTED);
        }
        ends(writer.disable(Writer.CHAT), Writer.REJECTED);

        assertThat(heard.lines()).anyMatch(line -> line.message().contains("people/chat"));
    }

    @Test
    void whatPeopleDecideIsToldWithoutWhoItWasAndWhatTheySaidWhy() {
        var lock = new Decided(
                new Decided.Resource("AccessLock", "people", "shut"),
                Optional.of(Writer.ADA),
                Optional.empty(),
                new Decided.What.Locks("Compromised"),
                "AccessLock",
                Optional.of("ada.lovelace lost her phone"),
                Optional.of(new Decided.Actor("grace", true)));

        log.decision(lock);

        assertThat(heard.lines())
                .containsExactly(new Heard.Line(
                        "INFO",
                        "Lock of AccessLock/people/shut: AccessLock",
                        Map.of(Field.RESOURCE, "AccessLock/people/shut", Field.DECISION, "Lock")));
        assertThat(writer.stream.records()).isEqualTo(1);
    }

    @Test
    void whereEverybodyStandsIsForThoseWhoAskForMore() {
        log.decision(new Decided(
                new Decided.Resource("ProvisionedUser", "people", "u1"),
                Optional.of(Writer.ADA),
                Optional.empty(),
                new Decided.What.State(Optional.empty(), "Active"),
                "Employed",
                Optional.empty(),
                Optional.empty()));

        assertThat(heard.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.level()).isEqualTo("DEBUG"));
    }
}
