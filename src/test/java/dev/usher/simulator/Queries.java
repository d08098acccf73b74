package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Pages;
import dev.usher.simulator.protocol.Filter;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Directory;
import dev.usher.simulator.store.Listing;
import dev.usher.simulator.store.Selection;
import dev.usher.simulator.store.Sight;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers queries page by page, in the way that the dialect has. */
final class Queries {
    private static final String PAGE = "page";

    private final Directory directory;
    private final URI base;
    private final int pageCap;
    private final Walks walks;

    Queries(Directory directory, URI base, Clock clock, int pageCap) {
        this.directory = directory;
        this.base = base;
        this.pageCap = pageCap;
        this.walks = new Walks(clock);
    }

    Answer answer(Query query, Dialect dialect, Resources users, Resources groups) {
        QueryRules rules = new QueryRules(dialect);
        Optional<Filter> filter = rules.filter(query);
        if (rules.saysNobody(filter)) {
            return Answer.of(200, ListResponse.of(List.of(), 0, 1));
        }
        Projection projection = groups.projection(query.projection());
        Sight sight = rules.sight(users.sight(), filter);
        Selection selection =
                new Selection(query.types(), filter.stream().toList(), 1, Integer.MAX_VALUE, projection, sight);
        Answer answer = paged(query, dialect, selection);
        if (query.types().contains(ResourceType.GROUP)) {
            answer.body().path("Resources").forEach(resource -> groups.finish((ObjectNode) resource));
        }
        return answer;
    }

    private Answer paged(Query query, Dialect dialect, Selection selection) {
        Optional<Pages.Method> method = dialect.find(Pages.Method.class);
        if (method.isEmpty()) {
            boolean first = dialect.has(Pages.Oddity.START_INDEX_IGNORED);
            return indexed(query, selection, first ? 1 : query.start().orElse(1));
        }
        return switch (method.get()) {
            case Pages.Cursor cursor
            when cursor.everywhere() || query.cursor().isPresent() -> byCursor(query, dialect, cursor, selection);
            case Pages.Cursor _ -> indexed(query, selection, query.start().orElse(1));
            case Pages.Link link -> byLink(query, dialect, link, selection);
            case Pages.None none -> listed(selection.slice(1, none.most()));
        };
    }

    private Answer indexed(Query query, Selection selection, int start) {
        int count = Math.clamp(query.count().orElse(pageCap), 0, pageCap);
        return listed(selection.slice(Math.max(1, start), count));
    }

    private Answer listed(Selection selection) {
        Listing listing = directory.list(selection);
        return Answer.of(200, ListResponse.of(listing.resources(), listing.total(), listing.start()));
    }

    private Answer byCursor(Query query, Dialect dialect, Pages.Cursor method, Selection selection) {
        int size = Math.min(query.count().orElse(pageCap), pageCap);
        if (size < 1) {
            throw new ScimError(400, "invalidCount", "count must be from 1 to " + pageCap);
        }
        String cursor = query.cursor().orElse("");
        Walks.Place place = place(cursor, selection);
        ObjectNode body = page(place, size, selection);
        body.remove("startIndex");
        next(dialect, cursor, place, size, Optional.of(method.lifetime()))
                .ifPresent(name -> body.put("nextCursor", name));
        return Answer.of(200, body);
    }

    private Answer byLink(Query query, Dialect dialect, Pages.Link method, Selection selection) {
        int size = Math.clamp(query.count().orElse(pageCap), 1, pageCap);
        String name = query.call().parameter(PAGE).orElse("");
        Walks.Place place = place(name, selection);
        Answer answer = Answer.of(200, page(place, size, selection));
        Optional<String> next = next(dialect, name, place, size, Optional.empty());
        return next.map(token -> answer.with("Link", link(query.call(), method, token)))
                .orElse(answer);
    }

    private String link(Call call, Pages.Link method, String token) {
        StringBuilder target = new StringBuilder()
                .append(method.elsewhere().orElse(base))
                .append(call.path())
                .append('?')
                .append(PAGE)
                .append('=')
                .append(URLEncoder.encode(token, StandardCharsets.UTF_8));
        for (String pair : call.query().split("&", -1)) {
            if (!pair.isEmpty() && !pair.startsWith(PAGE + "=")) {
                target.append('&').append(pair);
            }
        }
        return "<" + target + ">; rel=\"next\"";
    }

    private Walks.Place place(String name, Selection selection) {
        return name.isEmpty() ? walks.begin(directory.matches(selection)) : walks.at(name);
    }

    /** Those of the page who are still there. */
    private ObjectNode page(Walks.Place place, int size, Selection selection) {
        List<ObjectNode> rows = directory.shown(place.page(size), selection);
        return ListResponse.of(rows, place.matches().size(), place.from() + 1);
    }

    /** The name of what follows, if anything does. */
    private Optional<String> next(
            Dialect dialect, String name, Walks.Place place, int size, Optional<Duration> lifetime) {
        int after = place.from() + size;
        boolean last = after >= place.matches().size();
        Pages.Loop loop = dialect.choice(Pages.Loop.NONE);
        return switch (loop) {
            case REPEATS -> Optional.of(name.isEmpty() ? walks.name(place, lifetime) : name);
            case STARTS_OVER -> Optional.of(walks.name(place.at(last ? 0 : after), lifetime));
            case EMPTY_PAGES ->
                Optional.of(walks.name(place.at(Math.min(after, place.matches().size())), lifetime));
            case NONE -> last ? Optional.empty() : Optional.of(walks.name(place.at(after), lifetime));
        };
    }
}
