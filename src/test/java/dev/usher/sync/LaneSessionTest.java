package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneSessionTest {
    private static final Duration WHILE = Duration.ofHours(1);
    private static final Wire OPEN = new Wire() {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(new Ticket(Duration.ofSeconds(10), "c0ffee"));
        }

        @Override
        public void limits(RateHint seen) {}
    };

    private final Stage stage = Stage.lookedAfter(WHILE);
    private final LaneSession session = new LaneSession(stage.vault, OPEN, stage.timing);

    @BeforeEach
    void configure() {
        session.configure(stage.setup());
    }

    @AfterEach
    void close() {
        session.close();
        stage.close();
    }

    private void isRejected(Failure why) {
        var requests = stage.app.log().size();
        assertThatExceptionOfType(AppFailure.class)
                .isThrownBy(session::refresh)
                .satisfies(thrown -> assertThat(thrown.failure()).isEqualTo(why));
        assertThat(stage.app.log()).hasSize(requests);
    }

    private void meets(Failure why) {
        stage.app.nextRequestsMeet(why);
        assertThatExceptionOfType(AppFailure.class).isThrownBy(session::refresh);
    }

    @Test
    void doesNotShowARejectedTokenAgain() {
        var why = Failure.of(Kind.UNAUTHORIZED, Detail.NONE);
        meets(why);

        stage.time.advance(WHILE.multipliedBy(100));
        isRejected(why);

        stage.vault.offers("secret", "2");
        assertThatNoException().isThrownBy(session::refresh);
    }

    /** Whoever looks at the app may have begun before the lane was stopped. */
    @Test
    void opensNothingMoreOnceItHasEnded() throws AppFailure {
        var others = stage.app.sessions();
        var _ = session.refresh();

        session.end();

        assertThatExceptionOfType(AppFailure.class).isThrownBy(session::refresh);
        session.configure(stage.setupElsewhere());
        assertThatExceptionOfType(AppFailure.class).isThrownBy(session::refresh);
        assertThat(stage.app.sessions()).isEqualTo(others);
    }

    /** Its authority may come to be accepted there: nothing changes here by that. */
    @ParameterizedTest
    @EnumSource(names = {"CERTIFICATE_WANTED", "CERTIFICATE_REFUSED", "CERTIFICATE_REFUSED_BY_TOKEN_ENDPOINT"})
    void showsARefusedCertificateAgainAfterAWhile(Detail detail) {
        var why = Failure.of(Kind.UNAUTHORIZED, detail, "it wants one");
        meets(why);
        isRejected(why);

        stage.time.advance(WHILE);
        assertThatNoException().isThrownBy(session::refresh);
        assertThat(stage.app.opened()).isEqualTo(2);
    }
}
