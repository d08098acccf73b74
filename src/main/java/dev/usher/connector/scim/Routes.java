package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.web.PercentEncoding;
import dev.usher.scim.ScimFilter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The URLs of one app's resources (RFC 7644 section 3.2). */
final class Routes {
    private static final String USERS = "/Users";
    private static final String GROUPS = "/Groups";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    /** Of what an app may have us ask for, as long as servers take it. */
    private static final int LONGEST = 4_096;

    private final URI base;
    private final URI users;
    private final URI groups;

    Routes(URI base) {
        this.base = base;
        this.users = at(USERS);
        this.groups = at(GROUPS);
    }

    URI serviceProviderConfig() {
        return at("/ServiceProviderConfig");
    }

    /** The definition of a user, or of one of its extensions (RFC 7644 section 4). */
    URI schema(String urn) {
        return at("/Schemas/" + urn);
    }

    /** The definition of a group. */
    URI groupSchema() {
        return at("/Schemas/" + Groups.SCHEMA);
    }

    URI users() {
        return users;
    }

    URI user(RemoteId id) throws AppFailure {
        return at(USERS + "/" + segment(id));
    }

    /** Those of a collection that a filter picks. */
    static URI where(URI collection, ScimFilter filter) {
        return URI.create(collection + asking(collection) + "filter=" + PercentEncoding.encode(filter.toString()));
    }

    /**
     * A page by index (RFC 7644 section 3.4.2.4).
     *
     * @param start the number of the first row that is wanted, from 1
     */
    static URI from(URI collection, int start, int count) {
        return URI.create(collection + asking(collection) + "startIndex=" + start + "&count=" + count);
    }

    /**
     * A page by cursor (RFC 9865 section 2).
     *
     * @param cursor empty: the first one
     */
    static URI at(URI collection, String cursor, int count) throws AppFailure {
        if (cursor.length() > LONGEST) {
            throw notUnderstood();
        }
        return URI.create(
                collection + asking(collection) + "cursor=" + PercentEncoding.encode(cursor) + "&count=" + count);
    }

    private static String asking(URI collection) {
        return collection.getRawQuery() == null ? "?" : "&";
    }

    /**
     * Where a link of an answer leads: never out of this app, since whatever is asked there is told our credentials.
     *
     * @param from what was asked for
     */
    URI linked(URI from, String link) throws AppFailure {
        if (link.length() > LONGEST) {
            throw notUnderstood();
        }
        try {
            return within(link.startsWith("?") ? new URI(withoutQuery(from) + link) : from.resolve(new URI(link)));
        } catch (URISyntaxException e) {
            throw notUnderstood();
        }
    }

    private static String withoutQuery(URI uri) {
        return uri.toString().replaceFirst("\\?.*", "");
    }

    private URI within(URI to) throws AppFailure {
        var path =
                PercentEncoding.normalize(Optional.ofNullable(to.getRawPath()).orElse(""));
        var inside = base.getRawPath() + "/";
        if (!isSameAuthority(to) || !to.toASCIIString().equals(to.toString()) || !path.startsWith(inside)) {
            throw notUnderstood();
        }
        if (!PercentEncoding.isOneSegment(
                URI.create(path).getPath().substring(base.getPath().length() + 1))) {
            throw notUnderstood();
        }
        var query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + query);
    }

    private boolean isSameAuthority(URI to) {
        return base.getScheme().equalsIgnoreCase(to.getScheme())
                && base.getHost().equalsIgnoreCase(to.getHost())
                && port(base) == port(to)
                && to.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    URI groups() {
        return groups;
    }

    URI group(RemoteId id) throws AppFailure {
        return at(GROUPS + "/" + segment(id));
    }

    /** Of an app that does not show members unless it is asked for them. */
    URI groupWithMembers(RemoteId id) throws AppFailure {
        return URI.create(group(id) + "?attributes=displayName,members");
    }

    /** Without the members, which may be many and are read by id. */
    URI groupsAlone() {
        return at(GROUPS + "?excludedAttributes=members");
    }

    private URI at(String relative) {
        return URI.create(base + relative);
    }

    /** One segment, so that no id can lead to another resource. */
    private static String segment(RemoteId id) throws AppFailure {
        if (!PercentEncoding.isOneSegment(id.value())) {
            throw notUnderstood();
        }
        return PercentEncoding.encode(id.value());
    }

    private static AppFailure notUnderstood() {
        return AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    }
}
