package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.Optional;

/**
 * Whether an app shows who is in a group only if it is asked for members, as it may say in its schema of groups (RFC 7643 section 7).
 *
 * <p>It is asked once in a session, and not before a group has shown none: of all others it is known.
 */
final class Visibility {
    private static final ScimPath RETURNED = ScimPath.of("attributes[name eq \"members\"].returned");

    private final Exchange exchange;
    private final Routes routes;
    private final Speech speech;
    private boolean asked;

    Visibility(Exchange exchange, Routes routes, Speech speech) {
        this.exchange = exchange;
        this.routes = routes;
        this.speech = speech;
    }

    /**
     * Asks, if nobody did.
     *
     * @throws AppFailure where the app cannot be asked now
     */
    boolean isOnRequest() throws AppFailure {
        if (isToBeAsked()) {
            var schema = schema();
            speech.discovers(
                    Setting.MEMBERS_READ,
                    schema.flatMap(group -> group.text(RETURNED))
                                    .filter("request"::equalsIgnoreCase)
                                    .isPresent()
                            ? Dialect.MembersRead.REQUEST
                            : Dialect.MembersRead.GROUP);
            isAsked();
        }
        return speech.dialect().memberships().read() == Dialect.MembersRead.REQUEST;
    }

    private synchronized boolean isToBeAsked() {
        return !asked && speech.dialect().protocol().discovery() == Dialect.Discovery.AUTO;
    }

    private synchronized void isAsked() {
        asked = true;
    }

    /** Without one everything stays as it is. */
    private Optional<Resource> schema() throws AppFailure {
        try {
            return exchange.read(Ask.read(Op.DISCOVER, Ask.Intent.READ, routes.groupSchema(), Subject.NONE))
                    .body();
        } catch (AppFailure e) {
            if (Discovery.isTemporary(e.failure())) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
