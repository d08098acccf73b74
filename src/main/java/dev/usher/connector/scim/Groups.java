package dev.usher.connector.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import dev.usher.scim.ScimPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads groups (RFC 7643 section 4.2); an entitlement of kind {@code group} is one, by its display name. */
record Groups(Exchange exchange, Routes routes, Dialect.Memberships memberships, GroupIds ids) {
    /** A group that is called as was asked for, and the accounts in it. */
    record Shown(RemoteId id, Set<RemoteId> members) {}

    static final ScimPath MEMBERS = ScimPath.of("members");

    private static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final String NAME = "displayName";
    private static final ScimPath NAME_PATH = ScimPath.of(NAME);
    private static final ScimPath MEMBER_VALUE = ScimPath.of("value");
    private static final ScimPath MEMBER_TYPE = ScimPath.of("type");
    private static final ScimPath MEMBER_REF = ScimPath.of("$ref");

    static String draft(Entitlement entitlement) {
        var group = JsonNodeFactory.instance.objectNode();
        group.putArray("schemas").add(SCHEMA);
        group.put(NAME, entitlement.value());
        return group.toString();
    }

    /** Whether it can be one of these groups. */
    boolean supports(Entitlement entitlement) {
        return memberships.groups() && entitlement.kind().equals(Entitlement.GROUP);
    }

    Completeness members(Entitlement entitlement, Sink sink) throws AppFailure {
        if (!supports(entitlement)) {
            throw new AppFailure(Subject.entitlement(entitlement).failure(Kind.UNSUPPORTED), false);
        }
        var group = read(entitlement);
        sink.entitlement(entitlement);
        group.members().forEach(member -> sink.member(entitlement, member));
        return Completeness.EXACT;
    }

    /** By the id that is known of it, where that shows the name; otherwise it is looked up. */
    Shown read(Entitlement entitlement) throws AppFailure {
        var known = ids.of(entitlement);
        var look = ids.begins();
        var shown = known.isPresent() ? again(entitlement, known.get()) : Optional.<Resource>empty();
        if (shown.isPresent() && isNamed(shown.get(), entitlement)) {
            ids.isStillCalledSo(entitlement, known.get(), look);
        } else {
            ids.isDoubtful(entitlement);
            var found = found(entitlement);
            if (shown.isEmpty() || !known.equals(Optional.of(found))) {
                shown = read(entitlement, found);
            }
        }
        var group = shown.orElseThrow(() -> gone(entitlement));
        return new Shown(
                Users.id(group).orElseThrow(Groups::notUnderstood),
                members(group).orElseThrow(Groups::notUnderstood));
    }

    /** Where the app refuses it, the next one looks up which group it is. */
    private Optional<Resource> again(Entitlement entitlement, RemoteId known) throws AppFailure {
        try {
            return read(entitlement, known);
        } catch (AppFailure e) {
            ids.isDoubtful(entitlement);
            throw e;
        }
    }

    /** Empty if the app says that there is none of this id. */
    private Optional<Resource> read(Entitlement entitlement, RemoteId group) throws AppFailure {
        var answer = exchange.read(
                Ask.read(Op.READ, Ask.Intent.READ, routes.group(group), Subject.entitlement(entitlement)));
        if (answer.verdict() instanceof Verdict.Absent) {
            return Optional.empty();
        }
        var shown = answer.body().filter(body -> Users.id(body).equals(Optional.of(group)));
        return Optional.of(shown.orElseThrow(Groups::notUnderstood));
    }

    /** Empty where one of the members cannot be read: the others would not be all. */
    static Optional<Set<RemoteId>> members(Resource group) {
        var accounts = new LinkedHashSet<RemoteId>();
        var members = group.objects(MEMBERS);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        for (var member : members.get()) {
            var id = Users.id(member, MEMBER_VALUE);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            if (!isGroup(member)) {
                accounts.add(id.get());
            }
        }
        return Optional.of(accounts);
    }

    private static boolean isGroup(Resource member) {
        var type = member.text(MEMBER_TYPE);
        return type.isPresent()
                ? type.get().equalsIgnoreCase("Group")
                : member.text(MEMBER_REF)
                        .filter(ref -> ref.toLowerCase(Locale.ROOT).contains("/groups/"))
                        .isPresent();
    }

    /**
     * The id of the group of this name; one of exactly this name goes before those that differ in case.
     *
     * @throws AppFailure MANY where it cannot be told which one is meant
     */
    Optional<RemoteId> find(Entitlement entitlement) throws AppFailure {
        var look = ids.begins();
        var filter = ScimFilter.equal(NAME, entitlement.value());
        var page = exchange.read(Ask.read(
                        Op.LOOK_UP, Ask.Intent.FIND, routes.groupsWhere(filter), Subject.entitlement(entitlement)))
                .body()
                .flatMap(ListPage::of)
                .orElseThrow(Groups::notUnderstood);
        if (page.rows().size() < page.total()) {
            throw AppFailure.of(Kind.TRUNCATED, Detail.NONE);
        }
        var alike = page.rows().stream()
                .filter(row -> name(row).equalsIgnoreCase(entitlement.value()))
                .toList();
        var exact = alike.stream()
                .filter(row -> name(row).equals(entitlement.value()))
                .toList();
        var group = only(entitlement, exact.isEmpty() ? alike : exact);
        var id = group.isEmpty()
                ? Optional.<RemoteId>empty()
                : Optional.of(Users.id(group.get()).orElseThrow(Groups::notUnderstood));
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

    private static String name(Resource group) {
        return group.text(NAME_PATH).orElse("");
    }

    static AppFailure gone(Entitlement entitlement) {
        return new AppFailure(Subject.entitlement(entitlement).whole(Kind.GONE), false);
    }

    private static AppFailure notUnderstood() {
        return AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    }
}
