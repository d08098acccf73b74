package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.Document;
import dev.usher.scim.MemberStream;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends a change of who is in one group, in the form that its app takes. */
record MemberWrites(Exchange exchange, Routes routes, Groups groups) {
    private static final String MEMBERS = "members";
    private static final String VALUE = "value";
    private static final ScimPath MEMBERS_PATH = ScimPath.of(MEMBERS);
    private static final ScimPath VALUE_PATH = ScimPath.of(VALUE);
    private static final ScimPath VERSION = ScimPath.of("meta.version");

    /** By one request, all of which is done or nothing (RFC 7644 section 3.5.2); whoever was let in is remembered. */
    Written send(RemoteId group, Change.Members change) throws AppFailure {
        var written = written(group, change);
        if (written.means(Verdict.Fine.class) || written instanceof Written.Ended(Outcome.Ambiguous any)) {
            groups.ids().letsIn(change.entitlement(), group, change.add());
        }
        return written;
    }

    private Written written(RemoteId group, Change.Members change) throws AppFailure {
        var sent = speech().dialect();
        var way = sent.memberships().write();
        return switch (way) {
            case PATCH -> patched(group, change, sent);
            case REPLACE, PUT -> whole(way, group, change);
        };
    }

    /** An app that knows no PATCH of groups is asked by PUT, and one that does not take a removal in one form in the other. */
    private Written patched(RemoteId group, Change.Members change, Dialect sent) throws AppFailure {
        var written = patch(sent.memberships().removal(), group, change);
        if (written.isUnsupported() && groups.showsMembers()) {
            return replaced(group, change, sent).orElse(written);
        }
        return isRefusedRemoval(change, written)
                ? otherwise(group, change, sent).orElse(written)
                : written;
    }

    /** Empty where that is not done, or refused, too. */
    private Optional<Written> replaced(RemoteId group, Change.Members change, Dialect sent) throws AppFailure {
        var other = speech().otherwise(Setting.MEMBERS_WRITE, Dialect.MembersWritten.PUT, sent)
                .map(dialect -> dialect.memberships().write())
                .filter(way -> way != Dialect.MembersWritten.PATCH);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        var again = whole(other.get(), group, change);
        if (again.isUnsupported()) {
            speech().isRefusedBoth(Setting.MEMBERS_WRITE);
            return Optional.empty();
        }
        return Optional.of(again);
    }

    /** Of a change that also lets somebody in, the app may have refused that. */
    private static boolean isRefusedRemoval(Change.Members change, Written written) {
        return change.add().isEmpty() && written.means(Verdict.Refused.class) && !written.hasNoTarget();
    }

    private static Dialect.Removal other(Dialect.Removal removal) {
        return switch (removal) {
            case FILTER -> Dialect.Removal.VALUES;
            case VALUES -> Dialect.Removal.FILTER;
        };
    }

    /** Empty where that is not done, or refused, too. */
    private Optional<Written> otherwise(RemoteId group, Change.Members change, Dialect sent) throws AppFailure {
        var removal = sent.memberships().removal();
        var other = speech().otherwise(Setting.MEMBERS_REMOVE, other(removal), sent)
                .map(dialect -> dialect.memberships().removal())
                .filter(form -> form != removal);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        var again = patch(other.get(), group, change);
        if (isRefusedRemoval(change, again)) {
            speech().isRefusedBoth(Setting.MEMBERS_REMOVE);
            return Optional.empty();
        }
        if (again.means(Verdict.Fine.class)) {
            learn(other.get(), change);
        }
        return Optional.of(again);
    }

    /** Apps answer 200 to a form that they ignore: only a read tells that it is theirs. */
    private void learn(Dialect.Removal form, Change.Members change) {
        try {
            if (groups.present(change.entitlement(), accounts(change.remove()))
                    .members()
                    .isEmpty()) {
                speech().learns(Setting.MEMBERS_REMOVE, form);
            } else {
                speech().isRefusedBoth(Setting.MEMBERS_REMOVE);
            }
        } catch (AppFailure e) {
            // The next one that is refused finds out.
        }
    }

    private Written patch(Dialect.Removal removal, RemoteId group, Change.Members change) throws AppFailure {
        var patch = new ScimPatch();
        if (!change.remove().isEmpty()) {
            remove(removal, patch, change.remove());
        }
        if (!change.add().isEmpty()) {
            patch.add(MEMBERS_PATH, values(change.add()));
        }
        return exchange.write(Ask.change(Op.MEMBERS, routes.group(group), patch, subject(change))
                .ofGroup());
    }

    private static void remove(Dialect.Removal removal, ScimPatch patch, List<Change.Member> members) {
        switch (removal) {
            case FILTER ->
                members.forEach(member -> patch.remove(ScimPath.where(
                        MEMBERS, ScimFilter.equal(VALUE, member.account().value()))));
            case VALUES -> patch.remove(MEMBERS_PATH, values(members));
        }
    }

    private static List<Map<String, Object>> values(List<Change.Member> members) {
        return members.stream()
                .map(member -> Map.<String, Object>of(VALUE, member.account().value()))
                .toList();
    }

    /** All that a read shows is sent back with the change in it; where nothing is to be changed, that read is the answer. */
    private Written whole(Dialect.MembersWritten way, RemoteId group, Change.Members change) throws AppFailure {
        var read = groups.whole(change.entitlement(), group);
        if (read.isEmpty()) {
            return ended(subject(change).whole(Kind.GONE));
        }
        var shown = read.get();
        if (!change.add().isEmpty() && !Groups.isCalled(shown.group(), change.entitlement())) {
            // Nobody is let into another group.
            return ended(subject(change).whole(Kind.GONE));
        }
        var present = GroupMembers.among(accounts(change), shown.members());
        if (isDone(change, present)) {
            return new Written.Answered(new Answer(
                    new Verdict.Fine(), Optional.of(shown.group()), Optional.of(shown.members()), List.of()));
        }
        var written = exchange.write(request(way, group, change, shown, present)
                .onlyIf(version(shown.group()))
                .ofGroup());
        if (written.means(Verdict.Fine.class)
                && way != speech().dialect().memberships().write()) {
            speech().learns(Setting.MEMBERS_WRITE, way);
        }
        return written;
    }

    private static boolean isDone(Change.Members change, Set<RemoteId> present) {
        return change.add().stream().allMatch(member -> present.contains(member.account()))
                && change.remove().stream().noneMatch(member -> present.contains(member.account()));
    }

    private Ask request(
            Dialect.MembersWritten way,
            RemoteId group,
            Change.Members change,
            Groups.Whole shown,
            Set<RemoteId> present)
            throws AppFailure {
        var members = members(change, shown.members(), present);
        return way == Dialect.MembersWritten.REPLACE
                ? Ask.change(
                        Op.MEMBERS,
                        routes.group(group),
                        new ScimPatch().replace(MEMBERS_PATH, members),
                        subject(change))
                : Ask.replace(
                        Op.MEMBERS,
                        routes.group(group),
                        Document.copy(shown.group()).put(MEMBERS, members).json(),
                        subject(change));
    }

    /** Groups in the group stay as they are, too. */
    private static List<Map<String, Object>> members(Change.Members change, MemberStream shown, Set<RemoteId> present) {
        var out =
                change.remove().stream().map(member -> member.account().value()).collect(Collectors.toSet());
        var members = new ArrayList<Map<String, Object>>();
        shown.forEach(member -> {
            if (!out.contains(member.text(VALUE_PATH).orElse(""))) {
                members.add(member.plain());
            }
        });
        members.addAll(values(change.add().stream()
                .filter(member -> !present.contains(member.account()))
                .toList()));
        return members;
    }

    private Optional<String> version(Resource shown) {
        return switch (speech().dialect().protocol().versions()) {
            case USE -> shown.text(VERSION);
            case IGNORE -> Optional.empty();
        };
    }

    static Set<RemoteId> accounts(Change.Members change) {
        var all = new HashSet<>(accounts(change.add()));
        all.addAll(accounts(change.remove()));
        return all;
    }

    static Set<RemoteId> accounts(List<Change.Member> members) {
        return members.stream().map(Change.Member::account).collect(Collectors.toSet());
    }

    private static Subject subject(Change.Members change) {
        return Subject.entitlement(change.entitlement());
    }

    private static Written ended(Failure why) {
        return new Written.Ended(new Outcome.Failed(why));
    }

    private Speech speech() {
        return groups.speech();
    }
}
