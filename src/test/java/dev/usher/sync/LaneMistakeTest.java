package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Drift;
import dev.usher.log.Heard;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What speaks the language of an app has a mistake in it, or a class of it is missing: nobody is left alone because of that. */
@Timeout(60)
class LaneMistakeTest {
    private final Stage stage = new Stage();

    @AfterEach
    void ends() {
        stage.close();
    }

    private static Stream<Error> mistakes() {
        return Stream.of(
                new NoClassDefFoundError("javax/lang/model"),
                new StackOverflowError(),
                new ServiceConfigurationError("a provider"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void ofTheFirstLookIsSaidAndTheAppIsLookedAtAgain(Error mistake) {
        stage.app.isSpokenToWith(mistake);
        stage.start();

        stage.awaits(
                "it is said",
                () -> stage.lane.health().trouble().map(Failure::kind).equals(Optional.of(Kind.INTERNAL)));
        stage.app.isSpokenToWell();
        stage.has("ada", "analyst");
        stage.settles("ada");
        assertThat(stage.lane.health().trouble()).isEmpty();
    }

    @Test
    void ofWorkOnOnePersonIsTheirFailureAndIsTriedAgain() {
        Stage.opened(stage);
        stage.app.isSpokenToWith(new NoClassDefFoundError("javax/lang/model"));
        stage.has("ada", "analyst");

        assertThat(stage.fails("ada", "InternalError").kind()).isEqualTo(Kind.INTERNAL);

        stage.app.isSpokenToWell();
        stage.settles("ada");
    }

    /** Before anything is asked of the app; nobody can say either what is decided of them. */
    @Test
    void ofALookAtOnePersonCostsNoWorkerAndIsTriedAgain() {
        Stage.opened(stage);
        var names = IntStream.range(0, 3 * Stage.UNLIMITED.concurrency())
                .mapToObj(number -> "user-" + number)
                .toArray(String[]::new);
        try (var heard = Heard.of(LaneNews.class)) {
            for (var name : names) {
                stage.world.declare(user(name), person(name), roles("analyst"));
                stage.world.decide(user(name), stage.app.id());
                stage.world.poison(user(name), new NoClassDefFoundError("javax/lang/model"));
                stage.lane.offer(user(name), Priority.CHANGE);
            }
            stage.has("ada", "analyst");
            stage.settles("ada");

            stage.awaits(
                    "it is said, and not of everybody",
                    () -> heard.lines().stream()
                                    .filter(line -> line.level().equals("ERROR"))
                                    .filter(line -> line.message().contains("user-"))
                                    .count()
                            == 20);
        }

        for (var name : names) {
            stage.world.cure(user(name));
        }
        stage.settles(names);
    }

    @Test
    void ofALookAtOnePersonKeepsNobodyFromAnInventory() {
        Stage.opened(stage);
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.poison(user("ada"), new NoClassDefFoundError("javax/lang/model"));

        stage.keeps(Drift.STANDARD);

        assertThat(stage.lane.health().inventory().failure()).isEmpty();
        assertThat(stage.lane.health().inventory().found()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void ofAnInventoryIsSaidAndTheNextOneComes(Error mistake) {
        Stage.opened(stage);
        stage.app.isListedWith(mistake);
        stage.keeps(Drift.STANDARD);
        assertThat(stage.lane.health().inventory().failure().map(Failure::kind)).contains(Kind.INTERNAL);

        stage.app.isSpokenToWell();
        stage.takesAnInventory();

        assertThat(stage.lane.health().inventory().failure()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void ofAReadOfWhatChangedIsSaidAndTheNextInventoryComes(Error mistake) {
        Stage.opened(stage);
        stage.app.changes.areTold();
        stage.keeps(Drift.STANDARD);
        stage.readsChanges();
        assertThat(stage.lane.health().inventory().isFollowed()).isTrue();

        stage.app.changes.whileTold(() -> {
            throw mistake;
        });
        stage.readsChanges();
        assertThat(stage.lane.health().inventory().isFollowed()).isFalse();

        stage.app.changes.whileTold(() -> {});
        stage.takesAnInventory();
        stage.readsChanges();
        assertThat(stage.lane.health().inventory().isFollowed()).isTrue();
    }
}
