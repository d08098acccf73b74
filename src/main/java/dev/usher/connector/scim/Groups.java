package dev.usher.connector.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import dev.usher.scim.MemberStream;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads groups (RFC 7643 section 4.2); an entitlement of kind {@code group} is one, by its display name. */
record Groups(Exchange exchange, Routes routes, LookUps lookUps, Speech speech, GroupIds ids) {
    /** A group that is called as was asked for, and who is in it. */
    record Shown(RemoteId id, MemberStream members) {}

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final String NAME = "displayName";
    private static final ScimPath NAME_PATH = ScimPath.of(NAME);

    static String draft(Entitlement entitlement) {
        var group = JsonNodeFactory.instance.objectNode();
        group.putArray("schemas").add(SCHEMA);
        group.put(NAME, entitlement.value());
        return group.toString();
    }

    /** Whether it can be one of these groups. */
    boolean supports(Entitlement entitlement) {
        return memberships().groups() && entitlement.kind().equals(Entitlement.GROUP);
    }

    Dialect.Memberships memberships() {
        return speech.dialect().memberships();
    }

    Completeness members(Entitlement entitlement, Sink sink) throws AppFailure {
        if (!supports(entitlement) || !showsMembers()) {
            throw unsupported(entitlement);
        }
        var group = read(entitlement);
        sink.entitlement(entitlement);
        if (GroupMembers.accounts(group.members(), account -> sink.member(entitlement, account))) {
            sink.nested(entitlement);
        }
        return Completeness.EXACT;
    }

    /** Which of these accounts are in it. */
    Completeness holders(Entitlement entitlement, Set<RemoteId> asked, Sink sink) throws AppFailure {
        if (!supports(entitlement)) {
            throw unsupported(entitlement);
        }
        var present = present(entitlement, asked);
        sink.entitlement(entitlement);
        present.members().forEach(account -> sink.member(entitlement, account));
        return Completeness.EXACT;
    }

    /** A group that is called as was asked for, and those of whom was asked that are in it. */
    record Present(RemoteId group, Set<RemoteId> members) {}

    Present present(Entitlement entitlement, Set<RemoteId> asked) throws AppFailure {
        if (showsMembers()) {
            var shown = read(entitlement);
            return new Present(shown.id(), GroupMembers.among(asked, shown.members()));
        }
        var known = ids.seenLately(entitlement);
        var group = known.isPresent() ? known.get() : found(entitlement);
        var members = new HashSet<RemoteId>();
        for (var account : asked) {
            if (isIn(entitlement, group, account)) {
                members.add(account);
            }
        }
        return new Present(group, members);
    }

    /** Whether a read of a group shows who is in it. */
    boolean showsMembers() {
        return memberships().read() != Dialect.MembersRead.PROBE;
    }

    /** An answer with any other group is none to this question. */
    private boolean isIn(Entitlement entitlement, RemoteId group, RemoteId account) throws AppFailure {
        var page = probe(entitlement, group, account);
        for (var row : page.rows()) {
            if (!Users.id(row).equals(Optional.of(group))) {
                throw Pages.notUnderstood();
            }
            if (!name(row).isEmpty() && !isCalled(row, entitlement)) {
                ids.isDoubtful(entitlement);
                throw gone(entitlement);
            }
        }
        return !page.rows().isEmpty();
    }

    /** Some apps say 404 of an account that they do not have; that of groups at all would be said, too, were there none. */
    private ListPage probe(Entitlement entitlement, RemoteId group, RemoteId account) throws AppFailure {
        var filter = ScimFilter.equal("id", group.value()).and(ScimFilter.equal("members", account.value()));
        try {
            var page = lookUps.pages()
                    .one(Ask.read(
                            Op.LOOK_UP,
                            Ask.Intent.FIND,
                            Routes.where(routes.groupsAlone(), filter),
                            Subject.entitlement(entitlement)));
            if (page.isPart()) {
                throw Pages.truncated();
            }
            return page;
        } catch (AppFailure e) {
            if (!e.failure().equals(LookUps.MISSING)) {
                throw e;
            }
            found(entitlement);
            return ListPage.NONE;
        }
    }

    private static AppFailure unsupported(Entitlement entitlement) {
        return new AppFailure(Subject.entitlement(entitlement).failure(Kind.UNSUPPORTED), false);
    }

    /** By the id that is known of it, where that shows the name; otherwise it is looked up. */
    Shown read(Entitlement entitlement) throws AppFailure {
        var known = ids.of(entitlement);
        var look = ids.begins();
        var shown = known.isPresent() ? again(entitlement, known.get()) : Optional.<MemberStream>empty();
        if (shown.isPresent() && isNamed(shown.get().group(), entitlement)) {
            ids.isStillCalledSo(entitlement, known.get(), look);
        } else {
            ids.isDoubtful(entitlement);
            var found = found(entitlement);
            if (shown.isEmpty() || !known.equals(Optional.of(found))) {
                shown = read(entitlement, found);
            }
        }
        var members = shown.orElseThrow(() -> gone(entitlement));
        return new Shown(Users.id(members.group()).orElseThrow(Pages::notUnderstood), members);
    }

    /** Where the app refuses it, the next one looks up which group it is. */
    private Optional<MemberStream> again(Entitlement entitlement, RemoteId known) throws AppFailure {
        try {
            return read(entitlement, known);
        } catch (AppFailure e) {
            ids.isDoubtful(entitlement);
            throw e;
        }
    }

    /** Empty if the app says that there is none of this id. */
    private Optional<MemberStream> read(Entitlement entitlement, RemoteId group) throws AppFailure {
        return switch (memberships().read()) {
            case GROUP, PROBE -> read(entitlement, group, routes.group(group));
            case REQUEST -> read(entitlement, group, routes.groupWithMembers(group));
        };
    }

    private Optional<MemberStream> read(Entitlement entitlement, RemoteId group, URI at) throws AppFailure {
        var answer = exchange.read(Ask.read(Op.READ, Ask.Intent.READ, at, Subject.entitlement(entitlement))
                .ofGroup());
        if (answer.verdict() instanceof Verdict.Absent) {
            return Optional.empty();
        }
        var shown = answer.members().filter(members -> Users.id(members.group()).equals(Optional.of(group)));
        return Optional.of(shown.orElseThrow(Pages::notUnderstood));
    }

    /** A group as it would be sent back, and who is in it. */
    record Whole(Resource group, MemberStream members) {}

    /** All that is shown of a group, by what requests ever; empty if the app says that there is none of this id. */
    Optional<Whole> whole(Entitlement entitlement, RemoteId group) throws AppFailure {
        if (!showsMembers()) {
            throw unsupported(entitlement);
        }
        var shown = read(entitlement, group);
        if (shown.isEmpty() || memberships().read() == Dialect.MembersRead.GROUP) {
            return shown.map(members -> new Whole(members.group(), members));
        }
        var all = read(entitlement, group, routes.group(group));
        return all.map(MemberStream::group).map(rest -> new Whole(rest, shown.get()));
    }

    /**
     * The id of the group of this name; one of exactly this name goes before those that differ in case.
     *
     * @throws AppFailure MANY where it cannot be told which one is meant
     */
    Optional<RemoteId> find(Entitlement entitlement) throws AppFailure {
        var look = ids.begins();
        var sought = new LookUps.Sought(
                Optional.of(Dialect.Filterable.DISPLAY_NAME),
                NAME,
                entitlement.value(),
                row -> name(row).equalsIgnoreCase(entitlement.value()),
                Subject.entitlement(entitlement));
        var alike = List.copyOf(lookUps.find(routes.groupsAlone(), List.of(sought)));
        var exact = alike.stream()
                .filter(row -> name(row).equals(entitlement.value()))
                .toList();
        var group = only(entitlement, exact.isEmpty() ? alike : exact);
        var id = group.isEmpty()
                ? Optional.<RemoteId>empty()
                : Optional.of(Users.id(group.get()).orElseThrow(Pages::notUnderstood));
        if (id.isPresent() && !exact.isEmpty()) {
            ids.isFound(entitlement, id.get(), look);
        } else {
            ids.forget(entitlement);
        }
        return id;
    }

    /** The same, where there has to be one. */
    RemoteId found(Entitlement entitlement) throws AppFailure {
        return find(entitlement).orElseThrow(() -> gone(entitlement));
    }

    private static Optional<Resource> only(Entitlement entitlement, List<Resource> groups) throws AppFailure {
        if (groups.size() > 1) {
            throw new AppFailure(Subject.entitlement(entitlement).failure(Kind.MANY), false);
        }
        return groups.stream().findFirst();
    }

    /** Whether it is a group of exactly this name. */
    static boolean isNamed(Resource group, Entitlement entitlement) {
        return Users.id(group).isPresent() && name(group).equals(entitlement.value());
    }

    /** Whether it is called so, in whatever case, by which some apps find groups. */
    static boolean isCalled(Resource group, Entitlement entitlement) {
        return name(group).equalsIgnoreCase(entitlement.value());
    }

    private static String name(Resource group) {
        return group.text(NAME_PATH).orElse("");
    }

    static AppFailure gone(Entitlement entitlement) {
        return new AppFailure(Subject.entitlement(entitlement).whole(Kind.GONE), false);
    }
}
