package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Op;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Asks an app what it can do (RFC 7643 section 5).
 *
 * <p>Many apps answer nothing, or nonsense: each thing that is not said is left to the other sources.
 *
 * @param groups whether it matters how the app shows who is in a group
 */
record Discovery(Exchange exchange, Routes routes, boolean groups) {
    private static final int LARGEST_PAGE = 1000;
    private static final ScimPath UNIQUENESS = ScimPath.of("attributes[name eq \"userName\"].uniqueness");
    /** Beside "none" (RFC 7643 section 7). */
    private static final Set<String> UNIQUE = Set.of("server", "global");

    private static final ScimPath MAX_RESULTS = ScimPath.of("filter.maxResults");
    private static final ScimPath CURSOR = ScimPath.of("pagination.cursor");
    private static final ScimPath MAX_PAGE_SIZE = ScimPath.of("pagination.maxPageSize");
    private static final ScimPath FILTER_SUPPORTED = ScimPath.of("filter.supported");
    private static final ScimPath PATCH_SUPPORTED = ScimPath.of("patch.supported");
    private static final ScimPath ETAG_SUPPORTED = ScimPath.of("etag.supported");

    /**
     * Reads the app's own description.
     *
     * @throws AppFailure where the app cannot be asked now; what it said then would not be known later either
     */
    Announcement announcement() throws AppFailure {
        return announcement(description());
    }

    /** The app's ServiceProviderConfig; the same. */
    Optional<Resource> description() throws AppFailure {
        return description(routes.serviceProviderConfig());
    }

    /** The same of an app whose ServiceProviderConfig was read. */
    Announcement announcement(Optional<Resource> description) throws AppFailure {
        // Whoever does not describe themselves is not asked twice: a wrong credential may count.
        return of(description, description.isPresent() ? definition() : Definition.NONE);
    }

    private Definition definition() throws AppFailure {
        var core = schema(Place.CORE);
        return Definition.isOfUsers(core)
                ? new Definition(
                        core, schema(Place.ENTERPRISE), groups ? description(routes.groupSchema()) : Optional.empty())
                : new Definition(core, Optional.empty(), Optional.empty());
    }

    /** The app's definition of a user, or of an extension; without one it may have all that there is. */
    private Optional<Resource> schema(String urn) throws AppFailure {
        var ask = Ask.read(Op.DISCOVER, Ask.Intent.READ, routes.schema(urn), Subject.NONE);
        try {
            return exchange.read(ask).body();
        } catch (AppFailure e) {
            return switch (e.failure().kind()) {
                case WAITING, THROTTLED -> throw e;
                default -> Optional.empty();
            };
        }
    }

    /** Without that of the service, or of groups, other requests would be made: what is only late is waited for. */
    private Optional<Resource> description(URI at) throws AppFailure {
        var ask = Ask.read(Op.DISCOVER, Ask.Intent.READ, at, Subject.NONE);
        try {
            return exchange.read(ask).body();
        } catch (AppFailure e) {
            if (isTemporary(e.failure())) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether the app may give a description another time; some answer 500 every time. */
    private static boolean isTemporary(Failure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE -> !failure.equals(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "500"));
            case THROTTLED, WAITING -> true;
            case MISCONFIGURED ->
                failure.detail() == Detail.ADDRESS_REFUSED || failure.detail() == Detail.PLAINTEXT_REFUSED;
            default -> false;
        };
    }

    /** An app that has both is read by cursor: what is deleted meanwhile moves nobody onto a page that was read. */
    private static void pages(Resource config, Map<String, String> said) {
        config.flag(CURSOR)
                .filter(any -> any)
                .ifPresent(any -> said.put(
                        Setting.PAGE_METHOD.name(), Setting.PAGE_METHOD.values().text(Dialect.Method.CURSOR)));
        Stream.of(MAX_RESULTS, MAX_PAGE_SIZE)
                .flatMap(path -> config.number(path).stream())
                .filter(number -> number > 0)
                .mapToInt(number -> Math.min(number, LARGEST_PAGE))
                .min()
                .ifPresent(size -> said.put(Setting.PAGE_SIZE.name(), Integer.toString(size)));
    }

    /** What there is a place for, and in which form. */
    private static void places(Definition definition, Map<String, String> said) {
        definition
                .managers()
                .ifPresent(form -> said.put(
                        Setting.MANAGER_FORM.name(),
                        Setting.MANAGER_FORM.values().text(form)));
        var lacking = definition.lacking();
        if (!lacking.isEmpty()) {
            said.put(
                    Setting.ATTRIBUTES_LEFT_OUT.name(),
                    Setting.ATTRIBUTES_LEFT_OUT.values().text(lacking));
        }
    }

    private static Announcement of(Optional<Resource> description, Definition definition) {
        var said = new TreeMap<String, String>();
        description
                .flatMap(config -> config.flag(ETAG_SUPPORTED))
                .ifPresent(supported -> said.put(
                        Setting.ETAG.name(),
                        Setting.ETAG.values().text(supported ? Dialect.Versions.USE : Dialect.Versions.IGNORE)));
        description
                .flatMap(config -> config.flag(PATCH_SUPPORTED))
                .ifPresent(supported -> said.put(
                        Setting.USERS_UPDATE.name(),
                        Setting.USERS_UPDATE.values().text(supported ? Dialect.Update.PATCH : Dialect.Update.PUT)));
        description
                .flatMap(config -> config.flag(FILTER_SUPPORTED))
                .filter(supported -> !supported)
                .ifPresent(none -> said.put(
                        Setting.FILTER_ATTRIBUTES.name(),
                        Setting.FILTER_ATTRIBUTES.values().text(List.of())));
        description.ifPresent(config -> pages(config, said));
        if (definition.showsMembersOnRequest()) {
            said.put(Setting.MEMBERS_READ.name(), Setting.MEMBERS_READ.values().text(Dialect.MembersRead.REQUEST));
        }
        places(definition, said);
        var unique = definition
                .core()
                .flatMap(user -> user.text(UNIQUENESS))
                .map(uniqueness -> new Capability(
                        Capability.UNIQUE_USER_NAMES,
                        Boolean.toString(UNIQUE.contains(uniqueness.toLowerCase(Locale.ROOT))),
                        Origin.discovered));
        return new Announcement(new Layer(said), unique.orElse(Announcement.NOTHING.uniqueUserNames()));
    }
}
