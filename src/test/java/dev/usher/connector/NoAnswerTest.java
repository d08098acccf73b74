package dev.usher.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.NetFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoAnswerTest {
    @ParameterizedTest
    @CsvSource({
        "REFUSED_ADDRESS,   false, MISCONFIGURED, ADDRESS_REFUSED",
        "PLAINTEXT_REFUSED, false, MISCONFIGURED, PLAINTEXT_REFUSED",
        "UNRESOLVED,        false, UNREACHABLE,   NAME_UNKNOWN",
        "UNREACHABLE,       false, UNREACHABLE,   NO_CONNECTION",
        "TLS,               false, UNREACHABLE,   NOT_TRUSTED",
        "TIMED_OUT,         false, UNREACHABLE,   TIMED_OUT",
        "TIMED_OUT,         true,  UNREACHABLE,   TIMED_OUT",
        "BROKEN,            true,  UNREACHABLE,   BROKEN_OFF",
        "TOO_LARGE,         false, REJECTED,      TOO_LARGE",
        "TOO_LARGE,         true,  HOSTILE,       TOO_LARGE",
        "REDIRECTED,        true,  MISCONFIGURED, REDIRECTED",
        "MALFORMED,         true,  HOSTILE,       NOT_UNDERSTOOD",
        "INTERRUPTED,       false, WAITING,       NONE",
        "INTERRUPTED,       true,  WAITING,       NONE",
    })
    void means(NetFailure.Kind net, boolean maybeSent, Kind kind, Detail detail) {
        assertThat(NoAnswer.of(net, maybeSent, true).failure()).isEqualTo(Failure.of(kind, detail));
    }

    @ParameterizedTest
    @EnumSource(NetFailure.Kind.class)
    void leavesAWriteOpenIfItMayHaveBeenSentAndWasNotRedirected(NetFailure.Kind net) {
        assertThat(NoAnswer.of(net, true, true).maybeDone()).isEqualTo(net != NetFailure.Kind.REDIRECTED);
        assertThat(NoAnswer.of(net, false, true).maybeDone()).isFalse();
        assertThat(NoAnswer.of(net, true, false).maybeDone()).isFalse();
    }
}
