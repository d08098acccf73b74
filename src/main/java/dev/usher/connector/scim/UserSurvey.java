package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Looks at how an app hands out its accounts, and whether it finds one of them again. */
final class UserSurvey {
    private static final String OF_LIST = "list of accounts";
    private static final String OF_READS = "reads by id";
    private static final String OF_VALUES = "accounts";
    private static final ScimPath EXTERNAL_ID = ScimPath.of(Users.EXTERNAL_ID);
    private static final ScimPath VERSION = ScimPath.of("meta.version");
    private static final ScimPath EMAILS = ScimPath.of("emails");
    private static final ScimPath TYPE = ScimPath.of("type");
    private static final ScimPath MAIN = ScimPath.of("primary");

    private final Inquiry inquiry;
    private final Routes routes;
    private final Dialect dialect;
    private final Sightings seen;

    UserSurvey(Inquiry inquiry, Routes routes, Dialect dialect, Sightings seen) {
        this.inquiry = inquiry;
        this.routes = routes;
        this.dialect = dialect;
        this.seen = seen;
    }

    /** The accounts of the first page; empty where there is no such page. */
    Optional<List<Resource>> look() throws AppFailure {
        var rows = firstPage();
        if (rows.isEmpty()) {
            return rows;
        }
        var users = rows.get();
        if (users.isEmpty()) {
            seen.note(
                    OF_VALUES,
                    "it shows nobody, so that look-ups could not be tried on anybody: make one account there and probe again");
        } else {
            shape(users);
        }
        new LookUpSurvey(inquiry, routes, seen).look(users);
        byId(users);
        return rows;
    }

    private Optional<List<Resource>> firstPage() throws AppFailure {
        var collection = routes.users();
        var size = dialect.paging().size();
        return switch (inquiry.list(Routes.from(collection, 1, size))) {
            case Inquiry.Reply.Refused(Failure why) -> {
                seen.bad(OF_LIST, "it does not list accounts, without which nothing can be checked: " + why.message());
                yield Optional.empty();
            }
            case Inquiry.Reply.Rows(ListPage page, Optional<String> link) -> {
                seen.good("connection", "it answers, and takes the credentials");
                pages(collection, size, page, link);
                yield Optional.of(page.rows());
            }
        };
    }

    private void pages(URI collection, int size, ListPage page, Optional<String> link) throws AppFailure {
        var rows = page.rows().size();
        if (page.total().isPresent()) {
            seen.good(OF_LIST, "it lists " + page.total().getAsInt() + ", of which the first page has " + rows);
        }
        // Some do not say how many there are: a page that is full, or has a link, may have a next one.
        var mayBePart = page.total().isEmpty() && (rows >= size || link.isPresent());
        var way = page.isPart() || mayBePart ? way(collection, size, page, link) : Optional.<Dialect.Method>empty();
        if (way.isEmpty() && !page.isPart()) {
            return;
        }
        way.ifPresentOrElse(
                method -> {
                    if (rows < size) {
                        seen.is(Setting.PAGE_SIZE, rows);
                    }
                    seen.is(Setting.PAGE_METHOD, method);
                    seen.good(
                            OF_LIST,
                            "the page after the first one was read by "
                                    + Setting.PAGE_METHOD.values().text(method));
                },
                () -> seen.bad(
                        OF_LIST,
                        "it says that there are more accounts than the first page shows, and no way leads to the next page: neither startIndex, nor a cursor, nor a link. Ask its makers how a list is read to its end"));
    }

    /** How the next page is had; the way that the app is known to go is tried first. */
    private Optional<Dialect.Method> way(URI collection, int size, ListPage page, Optional<String> link)
            throws AppFailure {
        var ways = new ArrayList<>(List.of(dialect.paging().method()));
        List.of(Dialect.Method.CURSOR, Dialect.Method.INDEX, Dialect.Method.LINK).stream()
                .filter(other -> !ways.contains(other))
                .forEach(ways::add);
        for (var way : ways) {
            var next = next(way, collection, size, page, link);
            if (next.isPresent() && leadsOn(page, inquiry.list(next.get()))) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    private Optional<URI> next(Dialect.Method way, URI collection, int size, ListPage page, Optional<String> link)
            throws AppFailure {
        return switch (way) {
            case INDEX -> Optional.of(Routes.from(collection, page.rows().size() + 1, size));
            case CURSOR -> {
                var cursor = page.nextCursor();
                yield cursor.isPresent() ? Optional.of(Routes.at(collection, cursor.get(), size)) : Optional.empty();
            }
            case LINK ->
                link.isPresent()
                        ? Optional.of(routes.linked(Routes.from(collection, 1, size), link.get()))
                        : Optional.empty();
            case NONE -> Optional.empty();
        };
    }

    /** Whether it shows others than the first one. */
    private static boolean leadsOn(ListPage first, Inquiry.Reply next) {
        var before = new HashSet<Optional<RemoteId>>();
        first.rows().forEach(row -> before.add(Users.id(row)));
        var rows = Inquiry.rows(next);
        return !rows.isEmpty() && rows.stream().map(Users::id).noneMatch(before::contains);
    }

    private void shape(List<Resource> users) {
        if (users.stream().anyMatch(user -> Users.id(user).isEmpty())) {
            seen.bad(OF_VALUES, "an account has no id that can be used in a URL: Usher cannot read the app");
        }
        var active = users.stream().map(user -> user.plain().get(Users.ACTIVE)).toList();
        if (active.stream().allMatch(value -> value == null)) {
            seen.bad(
                    OF_VALUES,
                    "none of them says whether it is active: Usher takes all of them for enabled, and could not see that somebody was disabled. Ask its makers where that is shown");
        } else if (active.stream().anyMatch(String.class::isInstance)) {
            seen.note(OF_VALUES, "active is shown as a text: Usher reads that");
        }
        var disabled = active.stream().filter(Boolean.FALSE::equals).count();
        if (disabled > 0) {
            seen.good(OF_VALUES, "disabled ones are shown: " + disabled + " of " + users.size());
        }
        if (users.stream().noneMatch(user -> user.has(EXTERNAL_ID))) {
            seen.note(
                    OF_VALUES,
                    "none of them has an externalId: those that are there are known by their user names, and whether the app keeps one is seen with the first account that Usher makes");
        }
        if (dialect.protocol().versions() == Dialect.Versions.USE
                && users.stream().noneMatch(user -> user.text(VERSION).isPresent())) {
            seen.note(OF_VALUES, "versions are announced, and none is shown: accounts are changed without one");
        }
        emails(users);
        if (users.stream().anyMatch(ReportsTo::isText)) {
            seen.is(Setting.MANAGER_FORM, Dialect.ManagerForm.TEXT);
        }
    }

    private void emails(List<Resource> users) {
        var all = users.stream()
                .flatMap(user -> user.objects(EMAILS).orElse(List.of()).stream())
                .toList();
        // What is of another type is not ours, and would not be left alone without one.
        if (all.isEmpty() || all.stream().anyMatch(mail -> mail.text(TYPE).isPresent())) {
            return;
        }
        seen.is(
                Setting.EMAILS,
                all.stream().anyMatch(mail -> mail.flag(MAIN).orElse(false))
                        ? Dialect.Emails.PRIMARY
                        : Dialect.Emails.UNTYPED);
    }

    private void byId(List<Resource> users) throws AppFailure {
        var id = users.stream().flatMap(user -> Users.id(user).stream()).findFirst();
        if (id.isPresent()) {
            var shown = inquiry.read(routes.user(id.get())).flatMap(Users::id);
            if (shown.equals(id)) {
                seen.good(OF_READS, "an account is read by its id");
            } else {
                seen.bad(
                        OF_READS,
                        "an account that the list shows cannot be read by its id: Usher could not check what it wrote");
            }
        }
        if (id.isEmpty()) {
            return;
        }
        var objection = inquiry.objectionToAbsence(routes.user(another(id.get())));
        if (objection.isPresent()) {
            seen.note(
                    OF_READS,
                    "of an id that nobody has it does not say 404 ("
                            + objection.get().words() + "): that an account is gone is told by the list only");
        } else {
            seen.good(OF_READS, "of an id that nobody has it says 404");
        }
    }

    /** An id of the same form: some apps refuse others. */
    private static RemoteId another(RemoteId id) {
        var text = new StringBuilder(id.value());
        for (var at = 0; at < text.length(); at++) {
            var one = text.charAt(at);
            if (one >= '0' && one <= '9') {
                text.setCharAt(at, (char) ('0' + '9' - one));
            } else if (one >= 'a' && one <= 'f') {
                text.setCharAt(at, (char) ('a' + 'f' - one));
            }
        }
        return new RemoteId(text.toString());
    }
}
