package dev.usher.connector.scim;

import dev.usher.connector.scim.Ask.Intent;
import dev.usher.connector.scim.Verdict.Absent;
import dev.usher.connector.scim.Verdict.Conflict;
import dev.usher.connector.scim.Verdict.Fails;
import dev.usher.connector.scim.Verdict.Fine;
import dev.usher.connector.scim.Verdict.Refused;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ScimError;
import java.util.Optional;

/** The table from statuses (RFC 7644 section 3.12, RFC 9110 section 15) to what they mean. */
final class Judgement {
    private static final int STATUS_CLASS = 100;

    private Judgement() {}

    /**
     * Judges one answer.
     *
     * @param error what its body says, where that is a SCIM error
     */
    static Verdict of(Intent intent, Subject subject, Dialect.Seats seats, int status, Optional<ScimError> error) {
        return intent.sendsValues() && seats.areExhausted(status, error.flatMap(ScimError::word))
                ? notDone(Failure.of(Kind.SEATS_EXHAUSTED, Detail.NONE))
                : of(intent, subject, status, error.map(ScimError::type));
    }

    private static Verdict of(Intent intent, Subject subject, int status, Optional<ScimError.Type> error) {
        return switch (status / STATUS_CLASS) {
            case 2 -> new Fine();
            case 3 -> notDone(Failure.of(Kind.MISCONFIGURED, Detail.REDIRECTED));
            case 4 -> ofRefusal(intent, subject, status, error);
            case 5 -> ofServerError(intent, status);
            default -> new Fails(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD), intent.writes());
        };
    }

    private static Verdict ofRefusal(Intent intent, Subject subject, int status, Optional<ScimError.Type> error) {
        return switch (status) {
            case 400, 422 -> ofBadRequest(intent, subject, status, error);
            case 401 -> notDone(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
            // An app lets nobody touch its last owner, say; what may not be read at all stops everything.
            case 403 -> notDone(intent.writes() ? subject.whole(Kind.DENIED) : Failure.of(Kind.FORBIDDEN, Detail.NONE));
            case 404, 410 -> ofMissing(intent, subject, status);
            case 405 -> notDone(status(Kind.UNSUPPORTED, status));
            case 406, 407, 415, 421, 426 -> notDone(status(Kind.MISCONFIGURED, status));
            // The app, or a proxy before it, was not patient; whether it went on all the same is not said.
            case 408 -> new Fails(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT), intent.writes());
            case 409 -> ofConflict(intent, status, error);
            case 412 -> notDone(Failure.of(Kind.STALE, Detail.NONE));
            case 413, 414, 431 -> notDone(Failure.of(Kind.REJECTED, Detail.TOO_LARGE));
            case 429 -> notDone(Failure.of(Kind.THROTTLED, Detail.NONE));
            default -> notDone(status(intent == Intent.LIST ? Kind.MISCONFIGURED : Kind.REJECTED, status));
        };
    }

    private static Verdict ofBadRequest(Intent intent, Subject subject, int status, Optional<ScimError.Type> error) {
        var said = error.orElse(ScimError.Type.OTHER);
        return switch (intent) {
            case CHANGE, REPLACE -> new Refused(said, rejected(subject, status));
            case FIND -> new Refused(said, said == ScimError.Type.TOO_MANY ? truncated() : rejected(subject, status));
            case LIST ->
                new Refused(said, said == ScimError.Type.TOO_MANY ? truncated() : status(Kind.MISCONFIGURED, status));
            case READ, CREATE, DELETE -> notDone(rejected(subject, status));
        };
    }

    private static Failure truncated() {
        return Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE);
    }

    private static Failure rejected(Subject subject, int status) {
        return subject.equals(Subject.NONE) ? status(Kind.REJECTED, status) : subject.failure(Kind.REJECTED);
    }

    /** A collection that is not there is a wrong endpoint, and says nothing about its accounts. */
    private static Verdict ofMissing(Intent intent, Subject subject, int status) {
        return switch (intent) {
            case READ, DELETE -> new Absent();
            case CHANGE, REPLACE -> notDone(subject.whole(Kind.GONE));
            case FIND, LIST, CREATE -> notDone(status(Kind.MISCONFIGURED, status));
        };
    }

    /** A conflict on a resource that exists is, without more words, one of versions (RFC 7644 table 8). */
    private static Verdict ofConflict(Intent intent, int status, Optional<ScimError.Type> error) {
        return switch (intent) {
            case CREATE, CHANGE, REPLACE ->
                new Conflict(error.filter(ScimError.Type.UNIQUENESS::equals).isPresent());
            case DELETE -> notDone(Failure.of(Kind.STALE, Detail.NONE));
            case READ, FIND, LIST -> notDone(status(Kind.MISCONFIGURED, status));
        };
    }

    /** Some apps commit, and then fail. */
    private static Verdict ofServerError(Intent intent, int status) {
        return status == 501
                ? notDone(status(Kind.UNSUPPORTED, status))
                : new Fails(status(Kind.UNREACHABLE, status), intent.writes());
    }

    private static Fails notDone(Failure failure) {
        return new Fails(failure, false);
    }

    private static Failure status(Kind kind, int status) {
        return Failure.of(kind, Detail.STATUS, Integer.toString(status));
    }
}
