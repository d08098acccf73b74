package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.AppFailure;
import java.util.List;

/** What a directory answers to one request. */
sealed interface Answer<T> {
    record Fine<T>(T value) implements Answer<T> {}

    /**
     * It did nothing, and says why by a number; its words are left where they came from.
     *
     * @param atBind whether it was the bind that it refused, so that it never saw the request
     */
    record Refused<T>(ResultCode code, boolean atBind) implements Answer<T> {
        AppFailure failure(Results.Intent intent) {
            return atBind ? Results.ofBind(code) : Results.of(code, intent);
        }

        boolean is(ResultCode... codes) {
            return !atBind && List.of(codes).contains(code);
        }
    }

    /** The value, where every refusal is a failure. */
    default T orThrow(Results.Intent intent) throws AppFailure {
        return switch (this) {
            case Fine<T>(T value) -> value;
            case Refused<T> refused -> throw refused.failure(intent);
        };
    }
}
