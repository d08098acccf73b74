package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.log.Field;
import dev.usher.log.Heard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneNewsTest {
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Key ADA = new Key.OfUser("people", "u1");
    private static final Failure DOWN = Failure.of(Kind.UNREACHABLE, Detail.NO_CONNECTION);
    private static final LaneHealth NEW = LaneHealth.UNKNOWN;
    private static final LaneHealth WELL = NEW.asked(Optional.empty(), List.of());
    private static final LaneHealth ILL = NEW.asked(Optional.of(DOWN), List.of());

    private final LaneNews news = new LaneNews(WIKI, () -> 0);
    private final Heard heard = Heard.of(LaneNews.class);

    @AfterEach
    void listenNoMore() {
        heard.close();
    }

    /** A lane of another test in this process may still end, and be told of. */
    private List<String> said() {
        return heard.lines().stream()
                .filter(line -> WIKI.toString().equals(line.fields().get(Field.APP)))
                .map(line -> line.level() + " " + line.message())
                .toList();
    }

    @Test
    void whatKeepsALaneFromWorkingIsToldOnceAndThatItIsOverAsWell() {
        news.stands(NEW, WELL);
        news.stands(WELL, ILL);
        news.stands(ILL, NEW.asked(Optional.of(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT)), List.of()));
        news.stands(ILL, WELL);

        assertThat(said())
                .containsExactly(
                        "INFO people/wiki answers",
                        "WARN no work on people/wiki: the app does not answer: no connection could be made",
                        "INFO work on people/wiki goes on");
        assertThat(heard.lines().get(1).fields())
                .isEqualTo(Map.of(Field.APP, "people/wiki", Field.REASON, "AppUnreachable"));
    }

    @Test
    void aDeclarationThatIsNewSaysNothingBeforeTheAppWasAsked() {
        news.stands(ILL, ILL.notAsked());

        assertThat(said()).isEmpty();
    }

    @Test
    void anAppThatComesAndGoesDoesNotFillTheLog() {
        for (var time = 0; time < 500; time++) {
            news.stands(WELL, ILL);
            news.stands(ILL, WELL);
        }

        assertThat(said()).hasSize(20);
    }

    @Test
    void whoseWorkFailsIsToldOfTheFirstTimeInARow() {
        var rejected = Failure.of(Kind.REJECTED, Detail.STATUS, "400");

        for (var attempts = 1; attempts < 100; attempts++) {
            news.putsOff(ADA, rejected, attempts);
        }

        assertThat(said())
                .containsExactly(
                        "WARN what is decided of ProvisionedUser people/u1 could not be done in people/wiki, and is tried again: the app rejects the values: it answered with status 400");
    }

    @Test
    void howeverManyAreRejectedItIsToldThatTheAppIsDown() {
        for (var number = 0; number < 100; number++) {
            news.putsOff(new Key.OfUser("people", "u" + number), Failure.of(Kind.REJECTED, Detail.STATUS, "400"), 1);
        }
        news.stands(WELL, ILL);
        news.stands(ILL, WELL);

        assertThat(said())
                .hasSize(22)
                .endsWith(
                        "WARN no work on people/wiki: the app does not answer: no connection could be made",
                        "INFO work on people/wiki goes on");
    }

    @Test
    void howAChangeWasAnsweredIsToldByWhoeverRecordsItAlone() {
        var rejected = Failure.of(Kind.REJECTED, Detail.STATUS, "400");
        news.isWritten(ADA);
        news.putsOff(ADA, rejected, 1);
        assertThat(said()).isEmpty();
        news.putsOff(ADA, Failure.of(Kind.NOT_EFFECTIVE, Detail.NONE), 1);
        assertThat(said()).hasSize(1);

        news.isOver(ADA);
        news.putsOff(ADA, rejected, 1);
        assertThat(said()).hasSize(2);
    }

    @Test
    void aMistakeInSomebodysWorkIsToldOnce() {
        news.mistake(ADA, new IllegalStateException());
        news.putsOff(ADA, Failure.of(Kind.INTERNAL, Detail.NONE), 1);

        assertThat(said()).containsExactly("ERROR work on ProvisionedUser people/u1 failed");
    }

    @Test
    void aMistakeThatIsMetWithEverybodyDoesNotFillTheLogAndHidesNothingElse() {
        for (var number = 0; number < 100; number++) {
            news.mistake("work on u" + number + " failed", new IllegalStateException());
        }
        news.stands(WELL, ILL);

        assertThat(said())
                .hasSize(21)
                .startsWith("ERROR work on u0 failed")
                .endsWith("WARN no work on people/wiki: the app does not answer: no connection could be made");
    }

    @Test
    void whatNobodyCanMendAndWhatSomebodyWantsIsNoNews() {
        news.putsOff(ADA, DOWN, 1);
        news.putsOff(ADA, Failure.of(Kind.WAITING, Detail.NONE), 1);
        news.putsOff(ADA, Failure.of(Kind.PLANNED, Detail.PLANNED, "create"), 1);
        news.putsOff(ADA, Failure.of(Kind.HELD, Detail.NONE), 1);

        assertThat(said()).isEmpty();
    }

    @Test
    void theIdOfAnAccountMayBeANameAndIsNotSaid() {
        var orphan = new Key.OfOrphan(WIKI, new RemoteId("uid=ada.lovelace,ou=people"));

        news.putsOff(orphan, Failure.of(Kind.INTERNAL, Detail.NONE), 1);

        assertThat(said()).singleElement().satisfies(line -> assertThat(line).doesNotContain("ada"));
    }
}
