package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.RemoteId;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
            case Inquiry.Reply.Refused refused
            when refused.isForGood() -> {
                seen.note(OF, "it has none (" + refused.words() + "): no role can put anybody into a group there");
                seen.is(Setting.GROUPS_SUPPORTED, false);
            }
            case Inquiry.Reply.Refused refused ->
                seen.bad(
                        OF,
                        "they could not be listed: " + refused.words()
                                + ". Probe again, with credentials that may read them");
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
        var called = some.stream()
                .filter(group -> LookUpSurvey.plain(group, NAME_PATH).isPresent())
                .findFirst();
        if (called.isPresent()) {
            byName(called.get());
        }
        members(some, users);
    }

    private static String name(Resource group) {
        return group.text(NAME_PATH).orElse("");
    }

    private void byName(Resource group) throws AppFailure {
        var nobody = Inquiry.rows(inquiry.find(routes.groupsAlone(), ScimFilter.equal(NAME, LookUpSurvey.NOBODY)));
        switch (inquiry.find(routes.groupsAlone(), ScimFilter.equal(NAME, name(group)))) {
            case Inquiry.Reply.Refused refused
            when !refused.isForGood() ->
                seen.bad(OF, "a look-up by displayName could not be tried: " + refused.words() + ". Probe again");
            case Inquiry.Reply reply
            when nobody.isEmpty() && isAmong(group, reply) ->
                seen.good(OF, "a look-up by displayName finds those that it is for");
            case Inquiry.Reply _ -> {
                seen.note(
                        OF,
                        "a look-up by displayName does not find just those that it is for: Usher looks in all pages instead");
                seen.isUselessToFilterBy(Dialect.Filterable.DISPLAY_NAME);
            }
        }
    }

    private static boolean isAmong(Resource group, Inquiry.Reply reply) {
        return Inquiry.rows(reply).stream().anyMatch(row -> Users.id(row).equals(Users.id(group)));
    }

    private void members(List<Resource> groups, List<Resource> users) throws AppFailure {
        var ids = groups.stream()
                .flatMap(group -> Users.id(group).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        // Somebody who says of themselves that they are in a group is the best one to look for.
        var inOne = users.stream().filter(user -> group(user).isPresent()).findFirst();
        inOne.flatMap(GroupSurvey::group).ifPresent(ids::add);
        for (var id : ids) {
            var way = way(id);
            if (way.isPresent()) {
                seen.is(Setting.MEMBERS_READ, way.get());
                return;
            }
        }
        if (inOne.isPresent() && isProbed(inOne.get())) {
            seen.note(OF, "who is in a group is told only of one account at a time");
            seen.is(Setting.MEMBERS_READ, Dialect.MembersRead.PROBE);
        } else {
            seen.note(
                    OF,
                    "none of " + ids.size()
                            + " that were read showed anybody in it: if somebody is, Usher could not see what it did there. Put an account into one of them and probe again");
        }
    }

    private Optional<Dialect.MembersRead> way(RemoteId id) throws AppFailure {
        if (shows(inquiry.read(routes.group(id)))) {
            seen.good(OF, "a read of a group shows who is in it");
            return Optional.of(Dialect.MembersRead.GROUP);
        }
        if (shows(inquiry.read(routes.groupWithMembers(id)))) {
            seen.note(OF, "who is in a group is shown only if members are asked for");
            return Optional.of(Dialect.MembersRead.REQUEST);
        }
        return Optional.empty();
    }

    private static boolean shows(Optional<Resource> group) {
        return group.filter(shown -> shown.has(MEMBERS)).isPresent();
    }

    private static Optional<RemoteId> group(Resource user) {
        return user.objects(OF_USER).orElse(List.of()).stream()
                .flatMap(one -> Users.id(one, VALUE).stream())
                .findFirst();
    }

    /** Whether somebody who says that they are in a group is found to be there, and somebody who does not exist is not. */
    private boolean isProbed(Resource user) throws AppFailure {
        var group = group(user).orElseThrow();
        var id = Users.id(user);
        if (id.isEmpty() || !probe(group, new RemoteId(LookUpSurvey.NOBODY)).isEmpty()) {
            return false;
        }
        var rows = probe(group, id.get());
        return rows.size() == 1 && Users.id(rows.getFirst()).equals(Optional.of(group));
    }

    private List<Resource> probe(RemoteId group, RemoteId member) throws AppFailure {
        var filter = ScimFilter.equal("id", group.value()).and(ScimFilter.equal("members", member.value()));
        return Inquiry.rows(inquiry.find(routes.groupsAlone(), filter));
    }
}
