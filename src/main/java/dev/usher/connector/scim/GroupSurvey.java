package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import java.util.List;
import java.util.Optional;

/** Looks at how an app hands out its groups, and how it tells who is in one. */
final class GroupSurvey {
    private static final String OF = "groups";
    private static final String NAME = "displayName";
    private static final ScimPath NAME_PATH = ScimPath.of(NAME);
    private static final ScimPath MEMBERS = ScimPath.of("members");
    private static final ScimPath OF_USER = ScimPath.of("groups");
    private static final ScimPath VALUE = ScimPath.of("value");
    /** So many are read to find one that shows somebody. */
    private static final int READ = 5;

    private final Inquiry inquiry;
    private final Routes routes;
    private final Dialect dialect;
    private final Sightings seen;

    GroupSurvey(Inquiry inquiry, Routes routes, Dialect dialect, Sightings seen) {
        this.inquiry = inquiry;
        this.routes = routes;
        this.dialect = dialect;
        this.seen = seen;
    }

    void look(List<Resource> users) throws AppFailure {
        if (!dialect.memberships().groups()) {
            seen.note(OF, "none are asked for, as `groups.supported` says");
            return;
        }
        switch (inquiry.list(
                Routes.from(routes.groupsAlone(), 1, dialect.paging().size()))) {
            case Inquiry.Reply.Refused(Failure why) -> {
                seen.note(OF, "it does not list any, " + why.words() + ": no role can put anybody into a group there");
                seen.is(Setting.GROUPS_SUPPORTED, false);
            }
            case Inquiry.Reply.Rows(ListPage page, var _) -> look(page, users);
        }
    }

    private void look(ListPage page, List<Resource> users) throws AppFailure {
        seen.good(OF, "it lists " + page.total().orElse(page.rows().size()));
        var some = page.rows().stream()
                .filter(group -> Users.id(group).isPresent() && !name(group).isEmpty())
                .limit(READ)
                .toList();
        if (some.isEmpty()) {
            seen.note(OF, "none could be looked at: make one there, with somebody in it, and probe again");
            return;
        }
        byName(some.getFirst());
        members(some, users);
    }

    private static String name(Resource group) {
        return group.text(NAME_PATH).orElse("");
    }

    private void byName(Resource group) throws AppFailure {
        var found = inquiry.find(routes.groupsAlone(), ScimFilter.equal(NAME, name(group)));
        var rows = Inquiry.rows(found);
        if (rows.size() == 1 && Users.id(rows.getFirst()).equals(Users.id(group))) {
            seen.good(OF, "a look-up by displayName finds the one that it is for");
        } else {
            seen.note(
                    OF,
                    "a look-up by displayName does not find just the one that it is for: Usher looks for it in all pages");
            seen.isUselessToFilterBy(Dialect.Filterable.DISPLAY_NAME);
        }
    }

    private void members(List<Resource> groups, List<Resource> users) throws AppFailure {
        for (var group : groups) {
            var id = Users.id(group).orElseThrow();
            if (shows(inquiry.read(routes.group(id)))) {
                seen.good(OF, "a read of a group shows who is in it");
                seen.is(Setting.MEMBERS_READ, Dialect.MembersRead.GROUP);
                return;
            }
            if (shows(inquiry.read(routes.groupWithMembers(id)))) {
                seen.note(OF, "who is in a group is shown only if members are asked for");
                seen.is(Setting.MEMBERS_READ, Dialect.MembersRead.REQUEST);
                return;
            }
        }
        if (isProbed(users)) {
            seen.note(OF, "who is in a group is told only of one account at a time");
            seen.is(Setting.MEMBERS_READ, Dialect.MembersRead.PROBE);
        } else {
            seen.note(
                    OF,
                    "none of the first " + groups.size()
                            + " showed anybody in it: if somebody is, Usher could not see what it did there. Put an account into one of them and probe again");
        }
    }

    private static boolean shows(Optional<Resource> group) {
        return group.filter(shown -> shown.has(MEMBERS)).isPresent();
    }

    /** Whether somebody who says that they are in a group is found to be there. */
    private boolean isProbed(List<Resource> users) throws AppFailure {
        for (var user : users) {
            var group = user.objects(OF_USER).orElse(List.of()).stream()
                    .flatMap(one -> one.text(VALUE).stream())
                    .findFirst();
            var id = Users.id(user).map(RemoteId::value);
            if (group.isPresent() && id.isPresent()) {
                var filter = ScimFilter.equal("id", group.get()).and(ScimFilter.equal("members", id.get()));
                return Inquiry.rows(inquiry.find(routes.groupsAlone(), filter)).size() == 1;
            }
        }
        return false;
    }
}
