package dev.usher.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;

/** What a directory answers to one request. */
public sealed interface Answer<T> {
    record Fine<T>(T value) implements Answer<T> {}

    /**
     * It did nothing, and says why by a number; its words are left where they came from.
     *
     * @param atBind whether it was the bind that it refused, so that it never saw the request
     */
    record Refused<T>(ResultCode code, boolean atBind) implements Answer<T> {
        /** Whether it was the request that it refused, by one of these. */
        public boolean is(ResultCode... codes) {
            return !atBind && List.of(codes).contains(code);
        }

        /** Whether nothing can be asked over the same connection any more. */
        public boolean isLast() {
            return atBind || !code.isConnectionUsable();
        }
    }
}
