package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;
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
        return Stream.of(new NoClassDefFoundError("javax/lang/model"), new StackOverflowError());
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
}
