package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Deprovisioning;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Order;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Ruling;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A decision that gives back what a wave took reaches those, too, who are to be deleted once something is done elsewhere. */
@Timeout(100)
class LaneHandOverRulingTest {
    private static final Origin ROLE = new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7));

    private final Stage stage = Stage.opened(Stage.lookedAfter(Duration.ofMillis(500)));
    private final FakeApp app = stage.app;

    @AfterEach
    void close() {
        stage.close();
    }

    private void isToBeDeletedOnceItIsHandedOver() {
        app.handsOver();
        stage.world.company.hasApp(
                "github",
                new Deprovisioning(
                        Reaction.Delete, Reaction.Disable, Reaction.Disable, Reaction.Disable, Duration.ZERO),
                Duration.ZERO);
        stage.world.declare();
    }

    /** Of thirty, twelve are to go by one edit. */
    private String[] twelveAreHeld() {
        var names = IntStream.range(0, 30).mapToObj(number -> "user-" + number).toArray(String[]::new);
        for (var name : names) {
            stage.has(name, "analyst");
        }
        stage.settles(names);
        var lost = Arrays.copyOf(names, 12);
        stage.census.isSwept(false);
        stage.census.lose(ROLE, lost);
        for (var name : lost) {
            stage.has(name);
        }
        stage.census.isSwept(true);
        stage.awaits("the wave is told", () -> !stage.lane.health().held().isEmpty());
        return lost;
    }

    private void decides(String wave, Ruling.Sentence sentence) {
        stage.lane.rule(List.of(new Order(
                "uid-" + sentence,
                "case-" + sentence,
                wave,
                sentence,
                OptionalInt.empty(),
                stage.time.instant().plus(Duration.ofDays(7)))));
    }

    private boolean isSaid(String name, Kind kind) {
        return stage.failure(name).filter(why -> why.kind() == kind).isPresent();
    }

    private boolean isBack(String name) {
        return app.account(name).filter(Account::active).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Dormancy.class)
    void bringsBackWhoeverIsNotHandedOverYet(Dormancy shown) {
        isToBeDeletedOnceItIsHandedOver();
        app.shows(shown);
        var lost = twelveAreHeld();
        var wave = stage.lane.health().held().getFirst().id();
        app.always(Op.HAND_OVER, Fault.failed(Failure.of(Kind.REJECTED, Detail.STATUS, "202")));
        decides(wave, Ruling.Sentence.RELEASE);
        stage.awaits(
                "all of them are to be handed over",
                () -> Arrays.stream(lost).allMatch(name -> isSaid(name, Kind.HANDOVER_PENDING)));

        decides(wave, Ruling.Sentence.RESTORE);
        stage.awaits("all of them are back", () -> Arrays.stream(lost).allMatch(this::isBack));
        app.isWell();
        for (var name : lost) {
            stage.asks(name);
        }
        stage.everythingFoundHadItsTurn();

        assertThat(app.log(Op.DELETE)).isEmpty();
        assertThat(Arrays.stream(lost))
                .allSatisfy(name -> assertThat(stage.status(name).state()).isEqualTo(AccountState.Held));
    }
}
