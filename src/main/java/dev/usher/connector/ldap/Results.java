package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Answer;
import dev.usher.ldap.SyncQuery;

/** The table from result codes (RFC 4511 appendix A) to what they mean here. */
final class Results {
    private Results() {}

    /** What was asked for. */
    enum Intent {
        READ,
        LIST,
        CHANGES,
        WRITE;

        private boolean writes() {
            return this == WRITE;
        }
    }

    /** What a refusal means, of a request or of the bind before it. */
    static AppFailure of(Answer.Refused<?> refused, Intent intent) {
        return refused.atBind() ? ofBind(refused.code()) : of(refused.code(), intent);
    }

    /** The value, where every refusal is a failure. */
    static <T> T expect(Answer<T> answer, Intent intent) throws AppFailure {
        return switch (answer) {
            case Answer.Fine<T>(T value) -> value;
            case Answer.Refused<T> refused -> throw of(refused, intent);
        };
    }

    private static AppFailure ofBind(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.BUSY_INT_VALUE, ResultCode.UNAVAILABLE_INT_VALUE -> of(code, Intent.READ);
            case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE, ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
                failed(status(Kind.MISCONFIGURED, code));
            default -> failed(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
        };
    }

    static AppFailure of(ResultCode code, Intent intent) {
        if (intent == Intent.CHANGES && SyncQuery.isOver(code)) {
            return stale();
        }
        return switch (code.intValue()) {
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE, ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE ->
                failed(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
                failed(Failure.of(intent.writes() ? Kind.DENIED : Kind.FORBIDDEN, Detail.NONE));
            case ResultCode.BUSY_INT_VALUE -> failed(Failure.of(Kind.THROTTLED, Detail.NONE));
            // A server that fails in the middle, or shuts down, does not say how far it came.
            case ResultCode.UNAVAILABLE_INT_VALUE, ResultCode.OPERATIONS_ERROR_INT_VALUE, ResultCode.OTHER_INT_VALUE ->
                new AppFailure(status(Kind.UNREACHABLE, code), intent.writes());
            case ResultCode.DECODING_ERROR_INT_VALUE ->
                new AppFailure(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD), intent.writes());
            case ResultCode.REFERRAL_INT_VALUE -> failed(Failure.of(Kind.MISCONFIGURED, Detail.REDIRECTED));
            case ResultCode.PROTOCOL_ERROR_INT_VALUE,
                    ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
                    ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE,
                    ResultCode.AFFECTS_MULTIPLE_DSAS_INT_VALUE -> failed(status(Kind.MISCONFIGURED, code));
            default -> intent.writes() ? ofWrite(code) : ofRead(code);
        };
    }

    private static AppFailure ofRead(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> truncated();
            // A base that is not there says nothing about accounts.
            default -> failed(status(Kind.MISCONFIGURED, code));
        };
    }

    private static AppFailure ofWrite(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> failed(Failure.of(Kind.GONE, Detail.NONE));
            case ResultCode.ASSERTION_FAILED_INT_VALUE, ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE ->
                failed(Failure.of(Kind.STALE, Detail.NONE));
            default -> failed(status(Kind.REJECTED, code));
        };
    }

    /** Of a list that is known to have more. */
    static AppFailure truncated() {
        return failed(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
    }

    /** Of changes that have to be found by reading everything again. */
    static AppFailure stale() {
        return failed(Failure.of(Kind.STALE, Detail.NONE));
    }

    /** Of an entry that misses what makes it an account. */
    static AppFailure notUnderstood() {
        return failed(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD));
    }

    private static Failure status(Kind kind, ResultCode code) {
        return Failure.of(kind, Detail.STATUS, Integer.toString(code.intValue()));
    }

    private static AppFailure failed(Failure failure) {
        return new AppFailure(failure, false);
    }
}
