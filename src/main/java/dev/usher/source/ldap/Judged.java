package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.ldap.Answer;
import dev.usher.net.NetFailure;
import dev.usher.source.Breaks;
import dev.usher.source.Unanswered;
import java.util.List;
import java.util.Optional;

/** What it means that a directory does not answer what it was asked; none of its words get any further. */
final class Judged {
    private static final List<String> BASE = List.of("ldap.base");

    private Judged() {}

    static Breaks failure(NetFailure failure) {
        return Breaks.by(
                failure.kind() == NetFailure.Kind.PLAINTEXT_REFUSED
                        ? Defect.NO_TLS
                        : Unanswered.defect(failure.kind()));
    }

    static Breaks refusal(Answer.Refused<?> refused) {
        var code = refused.code().intValue();
        var defect = refused.atBind() ? ofBind(code) : ofSearch(code);
        var flaw = Flaw.of(defect).answered(code);
        return new Breaks(defect == Defect.NOT_THERE ? flaw.about(BASE) : flaw);
    }

    /** Why a change of one entry is not made, where others may be. */
    static Optional<Rule> objection(int code) {
        return switch (code) {
            case ResultCode.ASSERTION_FAILED_INT_VALUE,
                    ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE -> Optional.of(Rule.CHANGED_MEANWHILE);
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> Optional.of(Rule.NOT_IN_SOURCE);
            case ResultCode.NOT_ALLOWED_ON_RDN_INT_VALUE -> Optional.of(Rule.NAMES_THE_ENTRY);
            case ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE,
                    ResultCode.INAPPROPRIATE_MATCHING_INT_VALUE,
                    ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
                    ResultCode.INVALID_ATTRIBUTE_SYNTAX_INT_VALUE,
                    ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE,
                    ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE -> Optional.of(Rule.NOT_TAKEN);
            default -> Optional.empty();
        };
    }

    /** Why no change is made. */
    static Defect ofChange(int code) {
        return switch (code) {
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> Defect.NOT_WRITTEN;
            default -> {
                var defect = ofSearch(code);
                yield defect == Defect.NOT_READ ? Defect.NOT_WRITTEN : defect;
            }
        };
    }

    /** Whether a change that is not made may be so of this entry alone. */
    static boolean isOfEntry(int code) {
        return code == ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE || ofChange(code) == Defect.NOT_WRITTEN;
    }

    private static Defect ofBind(int code) {
        return switch (code) {
            case ResultCode.BUSY_INT_VALUE, ResultCode.UNAVAILABLE_INT_VALUE -> ofSearch(code);
            case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE, ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
                Defect.NO_TLS;
            default -> Defect.CREDENTIALS_REFUSED;
        };
    }

    private static Defect ofSearch(int code) {
        return switch (code) {
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> Defect.LIMITED;
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> Defect.CREDENTIALS_REFUSED;
            case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE, ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
                Defect.NO_TLS;
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> Defect.NOT_THERE;
            case ResultCode.REFERRAL_INT_VALUE -> Defect.PART_ELSEWHERE;
            case ResultCode.BUSY_INT_VALUE -> Defect.TOO_MANY_REQUESTS;
            case ResultCode.DECODING_ERROR_INT_VALUE -> Defect.NOT_UNDERSTOOD;
            default -> Defect.NOT_READ;
        };
    }
}
