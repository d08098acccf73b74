package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Attributes;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tries whether an app finds accounts, of which its list shows some, by what they are called. */
final class LookUpSurvey {
    /** Is in no app. */
    static final String NOBODY = "usher-probe-nobody-0";

    private static final String OF = "look-ups";
    /** What stands in a filter as it stands in an account. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@-]{1,200}");
    /** One alone may be hidden, or not be in the index yet. */
    private static final int TRIED = 2;

    private final Inquiry inquiry;
    private final Routes routes;
    private final Sightings seen;

    LookUpSurvey(Inquiry inquiry, Routes routes, Sightings seen) {
        this.inquiry = inquiry;
        this.routes = routes;
        this.seen = seen;
    }

    /** A text that means itself in any filter. */
    static Optional<String> plain(Resource resource, ScimPath path) {
        return resource.text(path).filter(text -> PLAIN.matcher(text).matches());
    }

    void look(List<Resource> users) throws AppFailure {
        look(users, Attributes.USER_NAME, Dialect.Filterable.USER_NAME);
        look(users, Users.EXTERNAL_ID, Dialect.Filterable.EXTERNAL_ID);
    }

    private void look(List<Resource> users, String name, Dialect.Filterable by) throws AppFailure {
        var path = ScimPath.of(name);
        var some = users.stream()
                .filter(user -> plain(user, path).isPresent())
                .limit(TRIED)
                .toList();
        var nobody = inquiry.find(routes.users(), ScimFilter.equal(name, NOBODY));
        if (!Inquiry.rows(nobody).isEmpty()) {
            isUseless(by, "it passes over a look-up by " + name + ", and shows anybody");
        } else if (some.isEmpty()) {
            if (nobody instanceof Inquiry.Reply.Refused refused) {
                isRefused(name, by, refused);
            }
        } else {
            look(some, name, path, by);
        }
    }

    private void look(List<Resource> some, String name, ScimPath path, Dialect.Filterable by) throws AppFailure {
        for (var one : some) {
            var value = plain(one, path).orElseThrow();
            switch (inquiry.find(routes.users(), ScimFilter.equal(name, value))) {
                case Inquiry.Reply.Refused refused
                when !refused.why().equals(LookUps.MISSING) -> {
                    isRefused(name, by, refused);
                    return;
                }
                case Inquiry.Reply reply
                when isAmong(one, reply) -> {
                    seen.good(OF, "a look-up by " + name + " finds whom it is for, and nobody else");
                    if (by == Dialect.Filterable.USER_NAME) {
                        inOtherLetters(one, value);
                    }
                    return;
                }
                case Inquiry.Reply _ -> {
                    // The next one may be found.
                }
            }
        }
        isUseless(by, "a look-up by " + name + " does not find accounts that the list shows");
    }

    private static boolean isAmong(Resource one, Inquiry.Reply reply) {
        return Inquiry.rows(reply).stream().anyMatch(row -> Users.id(row).equals(Users.id(one)));
    }

    private void isRefused(String name, Dialect.Filterable by, Inquiry.Reply.Refused refused) {
        if (refused.isForGood()) {
            isUseless(by, "it takes no look-up by " + name + " (" + refused.words() + ")");
        } else {
            seen.bad(OF, "one by " + name + " could not be tried: " + refused.words() + ". Probe again");
        }
    }

    private void isUseless(Dialect.Filterable by, String what) {
        seen.note(OF, what + ": Usher looks in all pages instead");
        seen.isUselessToFilterBy(by);
    }

    private void inOtherLetters(Resource somebody, String value) throws AppFailure {
        var upper = value.toUpperCase(Locale.ROOT);
        var other = upper.equals(value) ? value.toLowerCase(Locale.ROOT) : upper;
        if (!other.equals(value)
                && inquiry.find(routes.users(), ScimFilter.equal(Attributes.USER_NAME, other))
                        instanceof Inquiry.Reply.Rows rows
                && !isAmong(somebody, rows)) {
            seen.note(
                    OF,
                    "it tells user names apart by capital letters: an account whose name is written otherwise than yours is not found. Where a creation is answered with 409, `conflict.lookUp: [externalId, userName, scan]` finds it");
        }
    }
}
