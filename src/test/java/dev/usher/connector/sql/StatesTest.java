package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {
    @ParameterizedTest
    @CsvSource({
        "23505, REJECTED, REJECTED",
        "23503, REJECTED, REJECTED",
        "22P02, REJECTED, REJECTED",
        "22001, REJECTED, REJECTED",
        "P0001, REJECTED, REJECTED",
        "54000, REJECTED, REJECTED",
        "2BP01, REJECTED, REJECTED",
        "42939, REJECTED, MISCONFIGURED",
        "42501, DENIED, FORBIDDEN",
        "28000, REJECTED, REJECTED",
        "3D000, MISCONFIGURED, MISCONFIGURED",
        "42P01, MISCONFIGURED, MISCONFIGURED",
        "42703, MISCONFIGURED, MISCONFIGURED",
        "40001, STALE, UNREACHABLE",
        "40P01, STALE, UNREACHABLE",
        "55P03, STALE, UNREACHABLE",
        "57014, STALE, UNREACHABLE",
        "53300, THROTTLED, THROTTLED",
        "25006, UNREACHABLE, MISCONFIGURED",
        "XX000, UNREACHABLE, UNREACHABLE"
    })
    void aCodeMeansTheSameWhateverTheServerSaysBeside(String state, Kind ofWrite, Kind ofRead) {
        assertThat(States.of(state, States.Intent.WRITE).failure().kind()).isEqualTo(ofWrite);
        assertThat(States.of(state, States.Intent.READ).failure().kind()).isEqualTo(ofRead);
        assertThat(States.of(state, States.Intent.READ).maybeDone()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, UNAUTHORIZED",
        "28000, UNAUTHORIZED",
        "3D000, MISCONFIGURED",
        "08004, MISCONFIGURED",
        "53300, THROTTLED",
        "57P03, UNREACHABLE"
    })
    void whoLetsNobodyInDidNothing(String state, Kind kind) {
        assertThat(States.atDial(state).failure().kind()).isEqualTo(kind);
        assertThat(States.atDial(state).maybeDone()).isFalse();
    }

    @Test
    void whereTheServerEndsTheSessionNobodyKnowsHowFarItCame() {
        assertThat(States.of("57P01", States.Intent.WRITE).maybeDone()).isTrue();
        assertThat(States.of("57P01", States.Intent.READ).maybeDone()).isFalse();
    }

    @Test
    void aListOfWhichOneValueIsWrongIsWrong() {
        assertThat(States.of("22P02", States.Intent.LIST).failure().kind()).isEqualTo(Kind.MISCONFIGURED);
    }

    @Test
    void aCodeThatIsNoneIsNotRepeated() {
        assertThat(States.of("leak7f3a", States.Intent.READ).failure().message())
                .doesNotContain("leak")
                .contains("XX000");
    }
}
