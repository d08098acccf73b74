package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds accounts and groups by what they are called: by a filter, or among all that there are where the app takes none.
 *
 * <p>Rows are compared again whatever was asked, since an app may pass a filter over and show anybody.
 */
record LookUps(Pages pages, Speech speech, Witnesses witnesses) {
    /** What 404 means to a look-up. */
    static final Failure MISSING = Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "404");
    /** Of one name; an app that shows more has shown anybody. */
    private static final int MOST = 1_000;
    /** What no app takes for something else than a text, so that a refusal is of the filter and not of the value. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@-]+");

    /**
     * What rows are looked for by.
     *
     * @param by empty where that is asked for whatever filters the app takes
     * @param path what the filter names
     * @param match whether it is so of a row
     */
    record Sought(
            Optional<Dialect.Filterable> by, String path, String value, Predicate<Resource> match, Subject subject) {}

    /** What an app answers to a filter. */
    private sealed interface Reply {
        /** All that it has to show for it, among which may be others. */
        record Rows(List<Resource> all) implements Reply {}

        /** Not all. */
        record Part() implements Reply {}

        /** It refuses the filter, or passes it over. */
        record NoUse() implements Reply {}
    }

    /**
     * Every row that is one of those sought, by a request for each, or by all pages where one of them cannot be asked for.
     *
     * @throws AppFailure also where the app did not show all that it has
     */
    Collection<Resource> find(URI collection, List<Sought> sought) throws AppFailure {
        var found = new LinkedHashMap<RemoteId, Resource>();
        for (var one : sought) {
            switch (isAskedFor(one) ? ask(collection, one) : new Reply.Part()) {
                case Reply.Rows(List<Resource> rows) -> {
                    collect(rows, one.match(), found);
                    if (rows.stream().anyMatch(one.match())) {
                        witnesses.appear(collection, one.path());
                    }
                }
                case Reply.Part _ -> {
                    return amongAll(collection, sought);
                }
                case Reply.NoUse _ -> {
                    var all = amongAll(collection, sought);
                    learnsToDoWithout(one);
                    return all;
                }
            }
        }
        return found.values();
    }

    private boolean isAskedFor(Sought one) {
        var filters = speech.dialect().finding().filters();
        return one.by().filter(by -> !filters.contains(by)).isEmpty();
    }

    private void learnsToDoWithout(Sought one) {
        if (PLAIN.matcher(one.value()).matches()) {
            one.by().ifPresent(by -> speech.learnsToDoWithout(Setting.FILTER_ATTRIBUTES, by));
        }
    }

    Collection<Resource> amongAll(URI collection, List<Sought> sought) throws AppFailure {
        var found = new LinkedHashMap<RemoteId, Resource>();
        Predicate<Resource> any =
                row -> sought.stream().anyMatch(one -> one.match().test(row));
        pages.all(Op.LOOK_UP, collection, rows -> collect(rows, any, found));
        return found.values();
    }

    private static void collect(List<Resource> rows, Predicate<Resource> match, Map<RemoteId, Resource> found)
            throws AppFailure {
        for (var row : rows) {
            var id = Users.id(row).orElseThrow(Pages::notUnderstood);
            if (match.test(row)) {
                found.putIfAbsent(id, row);
            }
        }
        if (found.size() > MOST) {
            throw Pages.truncated();
        }
    }

    /** What the app shows for it, among which may be others; empty where it cannot be asked, or does not show all. */
    Optional<List<Resource>> filtered(URI collection, Sought sought) throws AppFailure {
        return ask(collection, sought) instanceof Reply.Rows(List<Resource> rows)
                ? Optional.of(rows)
                : Optional.empty();
    }

    private Reply ask(URI collection, Sought sought) throws AppFailure {
        try {
            return answer(collection, sought);
        } catch (AppFailure e) {
            if (!e.failure().equals(MISSING)) {
                throw e;
            }
            return isThere(collection, sought) ? new Reply.Rows(List.of()) : new Reply.Part();
        }
    }

    /**
     * Whether an app that says 404 to a filter means that there is nobody: it has the collection, and shows by the same filter
     * whoever is there.
     *
     * @throws AppFailure where it has no such collection either
     */
    private boolean isThere(URI collection, Sought sought) throws AppFailure {
        var isKnown = witnesses.appeared(collection, sought.path());
        var count = isKnown ? 1 : speech.dialect().paging().size();
        var page = pages.one(Ask.read(Op.LOOK_UP, Ask.Intent.LIST, Routes.from(collection, 1, count), Subject.NONE));
        return isKnown || isShown(collection, sought, page.rows());
    }

    private boolean isShown(URI collection, Sought sought, List<Resource> rows) throws AppFailure {
        var path = ScimPath.of(sought.path());
        for (var row : rows) {
            var value = row.text(path).filter(text -> PLAIN.matcher(text).matches());
            if (value.isPresent()) {
                return isShown(collection, sought, value.get(), row);
            }
        }
        return false;
    }

    private boolean isShown(URI collection, Sought sought, String value, Resource row) throws AppFailure {
        var same = new Sought(
                sought.by(), sought.path(), value, any -> Users.id(any).equals(Users.id(row)), sought.subject());
        try {
            var isShown = answer(collection, same) instanceof Reply.Rows(List<Resource> rows)
                    && rows.stream().anyMatch(same.match());
            if (isShown) {
                witnesses.appear(collection, sought.path());
            }
            return isShown;
        } catch (AppFailure e) {
            if (e.failure().equals(MISSING)) {
                return false;
            }
            throw e;
        }
    }

    private Reply answer(URI collection, Sought sought) throws AppFailure {
        var filter = ScimFilter.equal(sought.path(), sought.value());
        var shown = unlessRefused(
                Ask.read(Op.LOOK_UP, Ask.Intent.FIND, Routes.where(collection, filter), sought.subject()));
        if (shown.isEmpty()) {
            return new Reply.NoUse();
        }
        var rows = shown.get().rows();
        if (!shown.get().isPart()) {
            return new Reply.Rows(rows);
        }
        return rows.stream().allMatch(sought.match()) ? new Reply.Part() : new Reply.NoUse();
    }

    /** Empty where the app takes no such filter. */
    private Optional<ListPage> unlessRefused(Ask ask) throws AppFailure {
        try {
            var answer = pages.answer(ask);
            return answer.verdict() instanceof Verdict.Refused(ScimError.Type type, var _)
                            && type == ScimError.Type.INVALID_FILTER
                    ? Optional.empty()
                    : Optional.of(Pages.list(answer));
        } catch (AppFailure e) {
            if (e.failure().kind() == Kind.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
