package dev.usher.connector.scim;

import static dev.usher.connector.scim.Ask.Intent.CHANGE;
import static dev.usher.connector.scim.Ask.Intent.CREATE;
import static dev.usher.connector.scim.Ask.Intent.DELETE;
import static dev.usher.connector.scim.Ask.Intent.FIND;
import static dev.usher.connector.scim.Ask.Intent.LIST;
import static dev.usher.connector.scim.Ask.Intent.READ;
import static dev.usher.connector.scim.Ask.Intent.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.scim.Ask.Intent;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ScimError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgementTest {
    private static final Subject NAMES = Subject.attributes(List.of("userName", "email"));
    private static final Dialect.Seats SEATS = new Dialect.Seats(Set.of("402", "403/limitReached"));
    private static final Subject GROUP = Subject.entitlement(new Entitlement("group", "staff"));

    @ParameterizedTest
    @EnumSource(Intent.class)
    void takesAnySuccessForOne(Intent intent) {
        assertThat(judge(intent, 200)).isEqualTo(new Verdict.Fine());
        assertThat(judge(intent, 201)).isEqualTo(new Verdict.Fine());
        assertThat(judge(intent, 204)).isEqualTo(new Verdict.Fine());
    }

    @ParameterizedTest
    @CsvSource({
        "301, MISCONFIGURED, REDIRECTED",
        "308, MISCONFIGURED, REDIRECTED",
        "401, UNAUTHORIZED,  NONE",
        "405, UNSUPPORTED,   STATUS",
        "406, MISCONFIGURED, STATUS",
        "412, STALE,         NONE",
        "413, REJECTED,      TOO_LARGE",
        "414, REJECTED,      TOO_LARGE",
        "415, MISCONFIGURED, STATUS",
        "429, THROTTLED,     NONE",
        "431, REJECTED,      TOO_LARGE",
        "501, UNSUPPORTED,   STATUS",
    })
    void meansTheSameForEveryRequest(int status, Kind kind, Detail detail) {
        var failure =
                detail == Detail.STATUS ? Failure.of(kind, detail, Integer.toString(status)) : Failure.of(kind, detail);
        for (var intent : Intent.values()) {
            assertThat(judge(intent, status)).isEqualTo(new Verdict.Fails(failure, false));
        }
    }

    @Test
    void takesAForbiddenWriteForAMatterOfOneAccountAndAForbiddenReadForOneOfTheCredentials() {
        for (var intent : Intent.values()) {
            assertThat(judge(intent, 403))
                    .isEqualTo(new Verdict.Fails(
                            Failure.of(intent.writes() ? Kind.DENIED : Kind.FORBIDDEN, Detail.NONE), false));
        }
        assertThat(judge(CHANGE, GROUP, 403))
                .isEqualTo(new Verdict.Fails(Failure.of(Kind.DENIED, Detail.ENTITLEMENT, "group staff"), false));
    }

    @Test
    void knowsByWhichRefusalsAnAppSaysThatItHasNoSeatLeft() {
        var full = new Verdict.Fails(Failure.of(Kind.SEATS_EXHAUSTED, Detail.NONE), false);

        for (var intent : List.of(CREATE, CHANGE, REPLACE)) {
            assertThat(judge(intent, 402)).isEqualTo(full);
            assertThat(Judgement.of(intent, NAMES, SEATS, 403, word("limitReached")))
                    .isEqualTo(full);
        }
        assertThat(Judgement.of(CREATE, NAMES, SEATS, 403, word("other"))).isNotEqualTo(full);
        assertThat(Judgement.of(CREATE, NAMES, SEATS, 409, word("limitReached")))
                .isNotEqualTo(full);
        for (var intent : List.of(READ, FIND, LIST, DELETE)) {
            assertThat(judge(intent, 402)).isNotEqualTo(full);
        }
    }

    private static Optional<ScimError> word(String word) {
        return Optional.of(new ScimError(ScimError.Type.OTHER, Optional.of(word)));
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504", "599"})
    void leavesAWriteOpenThatTheServerFailed(int status) {
        var failure = Failure.of(Kind.UNREACHABLE, Detail.STATUS, Integer.toString(status));
        for (var intent : Intent.values()) {
            assertThat(judge(intent, status)).isEqualTo(new Verdict.Fails(failure, intent.writes()));
        }
    }

    @Test
    void leavesAWriteOpenThatTheServerWasTooImpatientFor() {
        var failure = Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT);
        assertThat(judge(READ, 408)).isEqualTo(new Verdict.Fails(failure, false));
        assertThat(judge(CREATE, 408)).isEqualTo(new Verdict.Fails(failure, true));
    }

    @ParameterizedTest
    @CsvSource({"400", "422"})
    void namesWhatWasRefusedInWordsOfOurs(int status) {
        var names = Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "userName, email");
        for (var intent : List.of(READ, CREATE, DELETE)) {
            assertThat(judge(intent, status)).isEqualTo(new Verdict.Fails(names, false));
        }
        for (var intent : List.of(FIND, CHANGE, REPLACE)) {
            assertThat(judge(intent, status)).isEqualTo(new Verdict.Refused(ScimError.Type.OTHER, names));
        }
        assertThat(judge(CHANGE, GROUP, status))
                .isEqualTo(new Verdict.Refused(
                        ScimError.Type.OTHER, Failure.of(Kind.REJECTED, Detail.ENTITLEMENT, "group staff")));
        assertThat(judge(DELETE, Subject.NONE, status))
                .isEqualTo(
                        new Verdict.Fails(Failure.of(Kind.REJECTED, Detail.STATUS, Integer.toString(status)), false));
        assertThat(judge(LIST, status))
                .isEqualTo(new Verdict.Refused(
                        ScimError.Type.OTHER, Failure.of(Kind.MISCONFIGURED, Detail.STATUS, Integer.toString(status))));
    }

    @Test
    void takesTooManyForAListThatIsNotWhole() {
        var failure = new Verdict.Refused(ScimError.Type.TOO_MANY, Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        assertThat(judge(LIST, 400, ScimError.Type.TOO_MANY)).isEqualTo(failure);
        assertThat(judge(FIND, 400, ScimError.Type.TOO_MANY)).isEqualTo(failure);
    }

    @Test
    void tellsAPatchWhoseFilterPickedNothing() {
        assertThat(judge(CHANGE, 400, ScimError.Type.NO_TARGET))
                .isEqualTo(new Verdict.Refused(
                        ScimError.Type.NO_TARGET, Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, "userName, email")));
        assertThat(judge(CREATE, 400, ScimError.Type.NO_TARGET)).isInstanceOf(Verdict.Fails.class);
    }

    @ParameterizedTest
    @CsvSource({"404", "410"})
    void takesAMissingAccountForAbsentAndAMissingCollectionForAWrongEndpoint(int status) {
        assertThat(judge(READ, status)).isEqualTo(new Verdict.Absent());
        assertThat(judge(DELETE, status)).isEqualTo(new Verdict.Absent());
        assertThat(judge(CHANGE, status)).isEqualTo(new Verdict.Fails(Failure.of(Kind.GONE, Detail.NONE), false));
        assertThat(judge(CHANGE, GROUP, status))
                .isEqualTo(new Verdict.Fails(Failure.of(Kind.GONE, Detail.ENTITLEMENT, "group staff"), false));
        for (var intent : List.of(FIND, LIST, CREATE)) {
            assertThat(judge(intent, status))
                    .isEqualTo(new Verdict.Fails(
                            Failure.of(Kind.MISCONFIGURED, Detail.STATUS, Integer.toString(status)), false));
        }
    }

    @Test
    void tellsAConflictWithOrWithoutItsType() {
        assertThat(judge(CREATE, 409)).isEqualTo(new Verdict.Conflict(false));
        assertThat(judge(CREATE, 409, ScimError.Type.UNIQUENESS)).isEqualTo(new Verdict.Conflict(true));
        assertThat(judge(CHANGE, 409)).isEqualTo(new Verdict.Conflict(false));
        assertThat(judge(DELETE, 409)).isEqualTo(new Verdict.Fails(Failure.of(Kind.STALE, Detail.NONE), false));
        assertThat(judge(LIST, 409))
                .isEqualTo(new Verdict.Fails(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "409"), false));
    }

    @Test
    void refusesWhatNoStandardKnows() {
        assertThat(judge(CREATE, 418))
                .isEqualTo(new Verdict.Fails(Failure.of(Kind.REJECTED, Detail.STATUS, "418"), false));
        assertThat(judge(LIST, 418))
                .isEqualTo(new Verdict.Fails(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "418"), false));
        assertThat(judge(CREATE, 777))
                .isEqualTo(new Verdict.Fails(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD), true));
    }

    private static Verdict judge(Intent intent, int status) {
        return judge(intent, NAMES, status);
    }

    private static Verdict judge(Intent intent, Subject subject, int status) {
        return Judgement.of(intent, subject, SEATS, status, Optional.empty());
    }

    private static Verdict judge(Intent intent, int status, ScimError.Type error) {
        return Judgement.of(intent, NAMES, SEATS, status, Optional.of(new ScimError(error, Optional.empty())));
    }
}
