package dev.usher.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakeTest {
    private static Stream<Throwable> mistakes() {
        return Stream.of(
                new IllegalStateException("a reference to nothing"),
                new NoClassDefFoundError("javax/lang/model"),
                new ExceptionInInitializerError("a constant"),
                new ServiceConfigurationError("a provider"),
                new AssertionError("it cannot be"),
                new StackOverflowError());
    }

    private static Stream<Error> ofTheMachine() {
        return Stream.of(new OutOfMemoryError("Java heap space"), new InternalError("a page is gone"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldAndOutlived(Throwable thrown) {
        assertThat(Mistake.ofCode(thrown)).isSameAs(thrown);
    }

    @ParameterizedTest
    @MethodSource("ofTheMachine")
    void whatIsOfTheMachineGoesOn(Error thrown) {
        assertThatThrownBy(() -> Mistake.ofCode(thrown)).isSameAs(thrown);
    }
}
