package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a list to its end, in the way in which the app hands it out: by index (RFC 7644 section 3.4.2.4), by cursors (RFC 9865), by
 * links (RFC 8288), or at once.
 *
 * <p>A list that does not come to its end, or that shows fewer than it says, fails: what it did not show may be there all the same.
 */
record Pages(Exchange exchange, Routes routes, Speech speech) {
    /** Far beyond any app: an end for one that never stops. */
    private static final int MOST_PAGES = 100_000;

    /** Takes the rows of each page; where a list moves while it is read it is shown some of them twice. */
    interface Reader {
        void rows(List<Resource> rows) throws AppFailure;
    }

    /** One page, as it stands. */
    ListPage one(Ask ask) throws AppFailure {
        return list(answer(ask));
    }

    Answer answer(Ask ask) throws AppFailure {
        return exchange.read(ask);
    }

    /** The page that an answer shows. */
    static ListPage list(Answer answer) throws AppFailure {
        return answer.taken().body().flatMap(ListPage::of).orElseThrow(Pages::notUnderstood);
    }

    /** All of a collection; where it moved meanwhile, it is read once more. */
    Completeness all(Op op, URI collection, Reader reader) throws AppFailure {
        var read = walk(op, collection, reader);
        return (read.isPresent() ? read : walk(op, collection, reader)).orElseThrow(Pages::truncated);
    }

    /** Empty where it moved before its end. */
    private Optional<Completeness> walk(Op op, URI collection, Reader reader) throws AppFailure {
        var start = start(op, collection);
        try {
            var read = walk(op, collection, start, reader);
            if (start.onTrial() && read.isPresent()) {
                speech.learns(Setting.PAGE_METHOD, start.method());
            }
            return read;
        } catch (AppFailure e) {
            if (start.onTrial()
                    && start.method() == Dialect.Method.CURSOR
                    && e.failure().kind() == Kind.TRUNCATED) {
                // Its cursors lead nowhere: by index it may come to the end.
                speech.isRefusedBoth(Setting.PAGE_METHOD);
            }
            throw e;
        }
    }

    /**
     * The first page.
     *
     * @param onTrial whether the app handed it out in another way than was known of it
     */
    private record Start(Dialect.Method method, Answer first, boolean onTrial) {}

    private Start start(Op op, URI collection) throws AppFailure {
        var sent = speech.dialect();
        var method = sent.paging().method();
        var first = first(op, collection, method);
        if (!isToBeReadOtherwise(method, first)) {
            return new Start(method, first, false);
        }
        var other = speech.otherwise(Setting.PAGE_METHOD, other(method), sent)
                .map(dialect -> dialect.paging().method())
                .filter(way -> way != method);
        if (other.isEmpty()) {
            return new Start(method, first, false);
        }
        var again = first(op, collection, other.get());
        if (isRefused(again) || isToBeReadOtherwise(other.get(), again)) {
            speech.isRefusedBoth(Setting.PAGE_METHOD);
            return new Start(method, first, false);
        }
        return new Start(other.get(), again, true);
    }

    private static Dialect.Method other(Dialect.Method method) {
        return method == Dialect.Method.CURSOR ? Dialect.Method.INDEX : Dialect.Method.CURSOR;
    }

    private Answer first(Op op, URI collection, Dialect.Method method) throws AppFailure {
        try {
            return ask(op, begin(method, collection));
        } catch (AppFailure e) {
            if (e.failure().kind() == Kind.UNSUPPORTED) {
                return Answer.refused(e.failure());
            }
            throw e;
        }
    }

    /** Whoever pages by cursor names one where more follows, asked for or not, and whoever does not passes the cursor over. */
    private static boolean isToBeReadOtherwise(Dialect.Method method, Answer answer) {
        var list = answer.body().flatMap(ListPage::of);
        return switch (method) {
            case INDEX ->
                list.filter(page -> page.nextCursor().isPresent()
                                && page.total().orElse(Integer.MAX_VALUE)
                                        > page.rows().size())
                        .isPresent();
            case CURSOR ->
                isRefused(answer)
                        || list.filter(page -> page.nextCursor().isEmpty() && page.isPart())
                                .isPresent();
            case LINK, NONE -> false;
        };
    }

    private static boolean isRefused(Answer answer) {
        return answer.verdict() instanceof Verdict.Refused;
    }

    private Optional<Completeness> walk(Op op, URI collection, Start start, Reader reader) throws AppFailure {
        var walk = new Walk(start.method());
        var at = begin(start.method(), collection);
        for (var number = 1; number <= MOST_PAGES; number++) {
            var answer = number == 1 ? start.first() : ask(op, at);
            if (number > 1 && isLost(answer)) {
                return Optional.empty();
            }
            var page = list(answer);
            walk.sees(page);
            reader.rows(page.rows());
            if (walk.hasShrunk()) {
                return Optional.empty();
            }
            var next = next(walk, collection, at, answer, page);
            if (walk.isAtItsEnd(page, next)) {
                return Optional.of(new Completeness(number == 1, announced(page), Optional.empty()));
            }
            at = next.orElseThrow(Pages::truncated);
        }
        throw truncated();
    }

    private static boolean isLost(Answer answer) {
        return answer.verdict() instanceof Verdict.Refused(ScimError.Type type, var _) && type == ScimError.Type.CURSOR;
    }

    private Answer ask(Op op, URI at) throws AppFailure {
        return exchange.read(Ask.read(op, Ask.Intent.LIST, at, Subject.NONE));
    }

    private URI begin(Dialect.Method method, URI collection) throws AppFailure {
        return switch (method) {
            case INDEX, LINK -> Routes.from(collection, 1, size());
            case CURSOR -> Routes.at(collection, "", size());
            case NONE -> collection;
        };
    }

    private Optional<URI> next(Walk walk, URI collection, URI at, Answer answer, ListPage page) throws AppFailure {
        return switch (walk.method()) {
            case INDEX -> Optional.of(Routes.from(collection, walk.rows() + 1, size()));
            case CURSOR -> {
                var cursor = page.nextCursor();
                yield cursor.isPresent() ? Optional.of(Routes.at(collection, cursor.get(), size())) : Optional.empty();
            }
            case LINK -> {
                var link = answer.next();
                yield link.isPresent() ? Optional.of(routes.linked(at, link.get())) : Optional.empty();
            }
            case NONE -> Optional.empty();
        };
    }

    private int size() {
        return speech.dialect().paging().size();
    }

    private static OptionalLong announced(ListPage page) {
        return page.total().isPresent() ? OptionalLong.of(page.total().getAsInt()) : OptionalLong.empty();
    }

    static AppFailure notUnderstood() {
        return AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    }

    static AppFailure truncated() {
        return AppFailure.of(Kind.TRUNCATED, Detail.NONE);
    }
}
