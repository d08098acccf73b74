package dev.usher.domain.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortfallTest {
    @ParameterizedTest
    @CsvSource({
        "AppUnreachable, unreachable",
        "AppThrottled, unreachable",
        "CredentialsRejected, unreachable",
        "SecretNotOffered, unreachable",
        "RemovalsHeld, held",
        "ChangesHeld, held",
        "KeptByDecision, held",
        "AccountProtected, held",
        "AppSuspended, suspended",
        "NotEffective, differs",
        "ChangedMeanwhile, differs",
        "AccountRejected, failed",
        "SeatsExhausted, failed",
        "SessionsOpen, failed",
        "InternalError, failed",
        "Waiting, waiting",
    })
    void isTheOneThatTheReasonMeans(String reason, String label) {
        assertThat(Shortfall.of(Optional.of(reason)).label()).isEqualTo(label);
    }

    @Test
    void isWaitingWhereNobodyHasAnswered() {
        assertThat(Shortfall.of(Optional.empty())).isEqualTo(Shortfall.WAITING);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, under_5m",
        "PT4M59S, under_5m",
        "PT5M, under_1h",
        "PT1H, under_1d",
        "PT24H, under_7d",
        "PT200H, older"
    })
    void agesAreFew(Duration age, String label) {
        assertThat(Age.of(age).label()).isEqualTo(label);
    }
}
