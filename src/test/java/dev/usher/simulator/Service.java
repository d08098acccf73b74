package dev.usher.simulator;

import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Directory;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The protocol of RFC 7644 section 3 without the wire: a call in, an answer out. */
final class Service {
    private static final String SEARCH = ".search";

    private final Supplier<Dialect> dialect;
    private final Discovery discovery;
    private final Queries queries;
    private final Resources plainUsers;
    private final Resources plainGroups;
    private final UserResources users;
    private final Resources groups;
    private final Sessions sessions = new Sessions();
    private final Passwords passwords = new Passwords();

    Service(Directory directory, Discovery discovery, Queries queries, Supplier<Dialect> dialect, Clock clock) {
        this.dialect = dialect;
        this.discovery = discovery;
        this.queries = queries;
        this.plainUsers = new PlainResources(ResourceType.USER, directory);
        this.plainGroups = new PlainResources(ResourceType.GROUP, directory);
        this.users = new UserResources(directory, dialect, clock);
        this.groups = new GroupResources(directory, dialect);
    }

    Answer answer(Call call) {
        try {
            Answer answer = routed(call);
            passwords.heard(call, answer);
            boolean old = dialect.get().has(Values.MediaType.JSON);
            return old ? answer.with("Content-Type", "application/json") : answer;
        } catch (ScimError error) {
            return Answer.refused(error);
        }
    }

    /** Ends the time for which softly deleted accounts are kept. */
    void purge() {
        users.purge();
    }

    private Answer routed(Call call) {
        judgeMediaType(call);
        List<String> segments = call.segments();
        return switch (segments.getFirst()) {
            case "ServiceProviderConfig", "ResourceTypes", "Schemas" -> discovery.answer(call);
            case "Bulk", "Me" -> throw ScimError.of(501, "not supported");
            case SEARCH -> found(Query.search(call, ResourceType.ALL));
            default -> {
                ResourceType type = type(segments.getFirst());
                yield switch (segments.size()) {
                    case 1 -> collection(type, call);
                    case 2 ->
                        segments.get(1).equals(SEARCH)
                                ? found(Query.search(call, List.of(type)))
                                : resource(type, segments.get(1), call);
                    case 3 -> below(type, segments, call);
                    default -> throw ScimError.of(404, "no such endpoint");
                };
            }
        };
    }

    private Answer below(ResourceType type, List<String> segments, Call call) {
        if (type != ResourceType.USER || !segments.getLast().equals(Sessions.PATH)) {
            throw ScimError.of(404, "no such endpoint");
        }
        return sessions.answer(segments.get(1), call);
    }

    Passwords passwords() {
        return passwords;
    }

    Sessions sessions() {
        return sessions;
    }

    private ResourceType type(String segment) {
        return ResourceType.at("/" + segment)
                .filter(type -> type == ResourceType.USER || !dialect.get().has(Groups.Oddity.UNSUPPORTED))
                .orElseThrow(() -> ScimError.of(404, "no such endpoint"));
    }

    private Answer collection(ResourceType type, Call call) {
        return switch (call.method()) {
            case "GET" -> found(Query.get(call, type));
            case "POST" -> resources(type).create(call);
            default -> throw ScimError.of(405, "a collection takes GET and POST");
        };
    }

    private Answer resource(ResourceType type, String id, Call call) {
        Resources resources = resources(type);
        return switch (call.method()) {
            case "GET" -> resources.read(id, call);
            case "PUT" -> resources.replace(id, call);
            case "PATCH" -> resources.patch(id, call);
            case "DELETE" -> resources.delete(id, call);
            default -> throw ScimError.of(405, "a resource takes GET, PUT, PATCH and DELETE");
        };
    }

    private Answer found(Query query) {
        return queries.answer(query, dialect.get(), resources(ResourceType.USER), resources(ResourceType.GROUP));
    }

    private Resources resources(ResourceType type) {
        boolean plain = dialect.get().equals(Dialect.RFC);
        if (type == ResourceType.USER) {
            return plain ? plainUsers : users;
        }
        return plain ? plainGroups : groups;
    }

    private void judgeMediaType(Call call) {
        boolean scim = call.header("Content-Type").startsWith("application/scim+json");
        boolean fits = switch (dialect.get().choice(Values.MediaType.EITHER)) {
            case EITHER -> true;
            case SCIM -> scim;
            case JSON -> call.header("Content-Type").startsWith("application/json");
        };
        if (!fits && !call.body().isEmpty()) {
            throw ScimError.of(415, "the body has another media type");
        }
    }
}
