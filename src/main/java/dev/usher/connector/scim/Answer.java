package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Failure;
import dev.usher.net.web.NextLink;
import dev.usher.scim.MemberStream;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import java.util.List;
import java.util.Optional;

/**
 * What came back, where it is not a failure.
 *
 * @param body empty where there was none
 * @param members of a group that was asked for as one; they are not in the body then
 * @param links what its headers link to
 */
record Answer(Verdict.Passed verdict, Optional<Resource> body, Optional<MemberStream> members, List<String> links) {
    Answer {
        links = List.copyOf(links);
    }

    /** Of an app that does not know what it was asked for. */
    static Answer refused(Failure why) {
        return new Answer(
                new Verdict.Refused(ScimError.Type.OTHER, why), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The same, of a read whose refusal nobody looks into.
     *
     * @throws AppFailure where it is one
     */
    Answer taken() throws AppFailure {
        if (verdict instanceof Verdict.Refused(var _, Failure why)) {
            throw new AppFailure(why, false);
        }
        return this;
    }

    /** Where the page is that follows this one, as the app says it. */
    Optional<String> next() {
        return NextLink.of(links);
    }

    /** Whether a SCIM app said it, and not something on the way that knows no SCIM. */
    boolean isScimError() {
        return body.flatMap(ScimError::of).isPresent();
    }
}
