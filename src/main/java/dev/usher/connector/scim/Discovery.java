package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Op;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks an app what it can do (RFC 7643 section 5).
 *
 * <p>Many apps answer nothing, or nonsense: each thing that is not said is assumed, and says so by its origin.
 */
record Discovery(Exchange exchange, Routes routes) {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;
    private static final ScimPath UNIQUENESS = ScimPath.of("attributes[name eq \"userName\"].uniqueness");
    /** Beside "none" (RFC 7643 section 7). */
    private static final Set<String> UNIQUE = Set.of("server", "global");

    private static final ScimPath MAX_RESULTS = ScimPath.of("filter.maxResults");
    private static final String ETAG = "etag";
    /** What works where nothing is said: what is assumed here is tried, and the app's refusal is then its answer. */
    private static final Map<String, Boolean> ASSUMED = new TreeMap<>(
            Map.of("patch", true, "filter", true, ETAG, false, "bulk", false, "sort", false, "changePassword", false));

    /**
     * Reads the app's own description.
     *
     * @throws AppFailure where the app cannot be asked now; what it said then would not be known later either
     */
    Features features() throws AppFailure {
        var description = read();
        // Whoever does not describe themselves is not asked twice: a wrong credential may count.
        return of(description, description.isPresent() ? schema() : Optional.empty());
    }

    /** The app's definition of a user; without one the app loses nothing but requests that could be spared. */
    private Optional<Resource> schema() throws AppFailure {
        var ask = Ask.read(Op.DISCOVER, Ask.Intent.READ, routes.userSchema(), Subject.NONE);
        try {
            return exchange.read(ask).body();
        } catch (AppFailure e) {
            return switch (e.failure().kind()) {
                case WAITING -> throw e;
                default -> Optional.empty();
            };
        }
    }

    private Optional<Resource> read() throws AppFailure {
        var ask = Ask.read(Op.DISCOVER, Ask.Intent.READ, routes.serviceProviderConfig(), Subject.NONE);
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

    private static Features of(Optional<Resource> description, Optional<Resource> schema) {
        List<Capability> all = new ArrayList<>();
        ASSUMED.forEach((name, assumed) -> {
            var said = description.flatMap(config -> config.flag(ScimPath.of(name + ".supported")));
            all.add(new Capability(name, said.orElse(assumed).toString(), origin(said)));
        });
        var most = description.flatMap(config -> config.number(MAX_RESULTS)).filter(number -> number > 0);
        var pageSize = most.map(number -> Math.min(number, LARGEST_PAGE)).orElse(USUAL_PAGE);
        all.add(new Capability("pageSize", Integer.toString(pageSize), origin(most)));
        var uniqueness = schema.flatMap(user -> user.text(UNIQUENESS));
        var unique = uniqueness.filter(said -> UNIQUE.contains(said.toLowerCase(Locale.ROOT)));
        all.add(new Capability(Capability.UNIQUE_USER_NAMES, Boolean.toString(unique.isPresent()), origin(uniqueness)));
        var capabilities = new Capabilities(all);
        return new Features(capabilities.value(ETAG).equals(Optional.of("true")), pageSize, capabilities);
    }

    private static Origin origin(Optional<?> said) {
        return said.isPresent() ? Origin.discovered : Origin.defaulted;
    }
}
