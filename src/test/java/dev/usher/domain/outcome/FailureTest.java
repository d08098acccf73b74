package dev.usher.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    private static final int LONGEST_IN_A_STATUS = 128;

    @Test
    void saysTheKindAloneWhereThereIsNoMoreToSay() {
        assertThat(Failure.of(Kind.UNREACHABLE, Detail.NONE).message()).isEqualTo("the app does not answer");
    }

    @Test
    void saysTheKindAndTheDetailWithItsNames() {
        assertThat(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "503").message())
                .isEqualTo("the app does not answer: it answered with status 503");
    }

    @Test
    void saysTheSameAtEveryAttempt() {
        var failure = Failure.of(Kind.THROTTLED, Detail.NONE);

        assertThat(failure.after(Duration.ofSeconds(7)).message()).isEqualTo(failure.message());
        assertThat(failure.after(Duration.ofSeconds(7)).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource(Detail.class)
    void fillsEveryPlaceOfItsSentence(Detail detail) {
        var message = detail.with(new Object[] {"one", "two", "three"});

        assertThat(message).doesNotContain("%");
    }

    /** The app's own condition has room for more; these are the ones that a user's entry shows. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void fitsIntoAStatusWhereItIsAboutOneAccount(Kind kind) {
        for (var detail : aboutAnAccount().getOrDefault(kind, EnumSet.of(Detail.NONE))) {
            assertThat(Failure.of(kind, detail, "a.group.with.a.name.of.forty.characters..")
                            .message())
                    .hasSizeLessThanOrEqualTo(LONGEST_IN_A_STATUS);
        }
    }

    private static Map<Kind, EnumSet<Detail>> aboutAnAccount() {
        var details = new HashMap<Kind, EnumSet<Detail>>();
        details.put(Kind.REJECTED, EnumSet.of(Detail.NONE, Detail.ATTRIBUTES, Detail.STATUS, Detail.CONFLICT_HIDDEN));
        details.put(Kind.CLAIMED, EnumSet.of(Detail.SAME_NAME, Detail.LINK));
        details.put(Kind.FOREIGN, EnumSet.of(Detail.SAME_NAME, Detail.LINKED_FROM_ELSEWHERE));
        details.put(Kind.PROTECTED, EnumSet.of(Detail.PROTECTED));
        details.put(Kind.PLANNED, EnumSet.of(Detail.NONE, Detail.PLANNED));
        details.put(Kind.UNDECIDED, EnumSet.of(Detail.CANDIDATE, Detail.HOLDS_MORE));
        details.put(Kind.UNLINKED, EnumSet.of(Detail.LINK));
        details.put(Kind.MANY, EnumSet.of(Detail.SAME_NAME));
        details.put(Kind.GONE, EnumSet.of(Detail.ENTITLEMENT));
        details.put(Kind.STALE, EnumSet.of(Detail.NONE, Detail.IDENTITY_MISMATCH));
        details.put(Kind.NOT_EFFECTIVE, EnumSet.of(Detail.NONE, Detail.ANSWER_LOST, Detail.ENTITLEMENT));
        details.put(
                Kind.WAITING,
                EnumSet.of(
                        Detail.NONE,
                        Detail.ANSWER_LOST,
                        Detail.LEDGER,
                        Detail.LEASE_LOST,
                        Detail.NOT_CONFIRMED,
                        Detail.NOT_READ_YET,
                        Detail.API_SERVER,
                        Detail.TEARDOWN));
        return details;
    }

    @Test
    void isKnownByTheReasonOfItsKind() {
        for (var kind : Kind.values()) {
            assertThat(Failure.of(kind, Detail.NONE).reason()).isEqualTo(kind.reason());
        }
    }

    @Test
    void isKnownByAReasonOfItsOwnWhereThatSaysMore() {
        assertThat(Failure.of(Kind.MISCONFIGURED, Detail.TENANT_CHANGED).reason())
                .isEqualTo("TenantChanged");
        assertThat(Failure.of(Kind.MISCONFIGURED, Detail.DUPLICATE_TENANT, "x").reason())
                .isEqualTo("DuplicateTenant");
        assertThat(Failure.of(Kind.MISCONFIGURED, Detail.NOT_UNDERSTOOD_HERE, "x")
                        .reason())
                .isEqualTo("NewerThanOperator");
        assertThat(Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, "a", "b", "c")
                        .reason())
                .isEqualTo("SecretNotOffered");
    }

    @Test
    void keepsItsNamesApartFromThoseItWasMadeOf() {
        assertThat(new Failure(Kind.GONE, Detail.ENTITLEMENT, List.of("group x"), Optional.empty()))
                .isEqualTo(Failure.of(Kind.GONE, Detail.ENTITLEMENT, "group x"));
    }

    @Test
    void whatIsLeftToDoAboutAnAccountIsItsReasonWhateverStandsInTheWay() {
        assertThat(Failure.of(Kind.HANDOVER_PENDING, Detail.SECRET_NOT_OFFERED, "a", "b", "c")
                        .reason())
                .isEqualTo("HandoverPending");
        assertThat(Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, "a", "b", "c")
                        .reason())
                .isEqualTo("SecretNotOffered");
    }
}
