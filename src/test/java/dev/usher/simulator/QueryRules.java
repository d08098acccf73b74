package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.protocol.Filter;
import dev.usher.simulator.protocol.FilterParser;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Entry;
import dev.usher.simulator.store.Sight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which filters an app takes, and whom it passes over in the answer. */
final class QueryRules {
    private final Dialect dialect;

    QueryRules(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The filter that the app looks at; none if there is none, or if it looks at none. */
    Optional<Filter> filter(Query query) {
        if (query.filter().isEmpty() || dialect.has(LookUps.Oddity.FILTER_IGNORED)) {
            return Optional.empty();
        }
        dialect.find(LookUps.NoFilter.class).ifPresent(refusal -> {
            boolean bad = refusal.status() == 400;
            throw new ScimError(refusal.status(), bad ? "invalidFilter" : "", "filters are not supported");
        });
        Filter filter = FilterParser.parse(query.filter().get());
        boolean ofMembers = filter.paths().stream().anyMatch(path -> lower(path).startsWith("members"));
        if (ofMembers && dialect.has(Groups.MembersShown.NEVER)) {
            throw ScimError.invalidFilter("filter: members is not one to filter by");
        }
        if (unknown(filter).filter(LookUps.FilterOn.Otherwise.REFUSED::equals).isPresent()) {
            throw ScimError.invalidFilter("filter: one of " + filter.paths() + " is not one to filter by");
        }
        return Optional.of(filter);
    }

    /** Whether the answer has no row, whoever there is. */
    boolean saysNobody(Optional<Filter> filter) {
        boolean unknown = filter.flatMap(this::unknown).isPresent();
        LookUps.Oddity lie = filter.isPresent() ? LookUps.Oddity.FILTERS_FIND_NOTHING : LookUps.Oddity.LISTS_ARE_EMPTY;
        return unknown || dialect.has(lie);
    }

    /** What of the users that clients see this query shows. */
    Sight sight(Sight users, Optional<Filter> filter) {
        Set<String> hidden = filter.isPresent()
                ? names(dialect.find(LookUps.Unfindable.class).map(LookUps.Unfindable::userNames))
                : names(dialect.find(LookUps.Unlisted.class).map(LookUps.Unlisted::userNames));
        Optional<String> exact = filter.filter(_ -> dialect.has(LookUps.Oddity.USER_NAME_CASE_EXACT))
                .map(Filter::equalities)
                .flatMap(equal -> Optional.ofNullable(equal.get("username")));
        if (hidden.isEmpty() && exact.isEmpty()) {
            return users;
        }
        return new Narrower(users, entry -> {
            String name = entry.text("userName");
            return entry.type() != ResourceType.USER
                    || (!hidden.contains(lower(name)) && exact.map(name::equals).orElse(true));
        });
    }

    private Optional<LookUps.FilterOn.Otherwise> unknown(Filter filter) {
        return dialect.find(LookUps.FilterOn.class)
                .filter(known -> !names(Optional.of(known.paths())).containsAll(lower(filter.paths())))
                .map(LookUps.FilterOn::otherwise);
    }

    private static Set<String> names(Optional<Set<String>> names) {
        return names.orElse(Set.of()).stream().map(QueryRules::lower).collect(Collectors.toSet());
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(QueryRules::lower).toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private record Narrower(Sight users, Predicate<Entry> shown) implements Sight {
        @Override
        public Entry seen(Entry entry) {
            return users.seen(entry);
        }

        @Override
        public boolean shows(Entry entry) {
            return users.shows(entry) && shown.test(entry);
        }

        @Override
        public boolean alters(Entry entry) {
            return users.alters(entry);
        }

        @Override
        public JsonNode value(Entry entry, String attribute, JsonNode truth) {
            return users.value(entry, attribute, truth);
        }
    }
}
