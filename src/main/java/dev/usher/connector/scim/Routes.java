package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ScimFilter;
import java.net.URI;

/** The URLs of one app's resources (RFC 7644 section 3.2). */
record Routes(URI base) {
    private static final String USERS = "/Users";
    private static final String GROUPS = "/Groups";

    URI serviceProviderConfig() {
        return at("/ServiceProviderConfig");
    }

    /** The definition of a user (RFC 7644 section 4). */
    URI userSchema() {
        return at("/Schemas/" + Place.CORE);
    }

    /** The definition of a group. */
    URI groupSchema() {
        return at("/Schemas/" + Groups.SCHEMA);
    }

    URI users() {
        return at(USERS);
    }

    URI user(RemoteId id) throws AppFailure {
        return at(USERS + "/" + segment(id));
    }

    URI usersWhere(ScimFilter filter) {
        return at(USERS + "?filter=" + PercentEncoding.encode(filter.toString()));
    }

    /** @param start the number of the first row that is wanted, from 1 */
    URI usersFrom(int start, int count) {
        return at(USERS + "?startIndex=" + start + "&count=" + count);
    }

    URI groups() {
        return at(GROUPS);
    }

    URI group(RemoteId id) throws AppFailure {
        return at(GROUPS + "/" + segment(id));
    }

    /** Of an app that does not show members unless it is asked for them. */
    URI groupWithMembers(RemoteId id) throws AppFailure {
        return URI.create(group(id) + "?attributes=displayName,members");
    }

    /** Without the members, which may be many and are read by id. */
    URI groupsWhere(ScimFilter filter) {
        return at(GROUPS + "?excludedAttributes=members&filter=" + PercentEncoding.encode(filter.toString()));
    }

    private URI at(String relative) {
        return URI.create(base + relative);
    }

    /** One segment, so that no id can lead to another resource. */
    private static String segment(RemoteId id) throws AppFailure {
        if (!PercentEncoding.isOneSegment(id.value())) {
            throw AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
        }
        return PercentEncoding.encode(id.value());
    }
}
