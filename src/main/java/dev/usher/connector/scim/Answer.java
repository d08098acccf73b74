package dev.usher.connector.scim;

import dev.usher.scim.MemberStream;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import java.util.Optional;

/**
 * What came back, where it is not a failure.
 *
 * @param body empty where there was none
 * @param members of a group that was asked for as one; they are not in the body then
 */
record Answer(Verdict.Passed verdict, Optional<Resource> body, Optional<MemberStream> members) {
    /** Whether a SCIM app said it, and not something on the way that knows no SCIM. */
    boolean isScimError() {
        return body.flatMap(ScimError::of).isPresent();
    }
}
