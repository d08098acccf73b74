package dev.usher.connector.ldap;

import com.unboundid.asn1.ASN1OctetString;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.LongSet;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Answer;
import dev.usher.ldap.SyncQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what changed, of a directory that knows RFC 4533: accounts by one search and groups by another, each with a cookie of its own. Their
 * bases may be kept by two databases, and what is above both may not be Usher's to search.
 *
 * @param mark stands for what is read
 */
record Changes(Line line, Accounts accounts, Groups groups, String mark) {
    private static final long OF_CONTENT = 0x6f1d3c5a7b9e2481L;
    private static final Failure TOO_LARGE = Failure.of(Kind.HOSTILE, Detail.TOO_LARGE);
    private static final Failure TIMED_OUT = Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT);

    static Changes of(Line line, Accounts accounts, Groups groups, LdapSettings settings) {
        var content = String.join(
                "\n",
                settings.tenant().fingerprint(),
                settings.bindDn(),
                accounts.entries().filter().toNormalizedString(),
                String.join(",", accounts.entries().attributes()),
                String.valueOf(groups.settings()));
        var mark = Long.toUnsignedString(LongSet.digest(OF_CONTENT, content), Character.MAX_RADIX);
        return new Changes(line, accounts, groups, mark);
    }

    /**
     * Where a later read can begin that is to miss nothing from now on; empty where the directory does not say it: because of a limit of its
     * own, or as there is more than is listened to.
     */
    Optional<Scope.Cookie> start() throws AppFailure {
        var people = start(SyncQuery.start(base(), accounts.entries().filter()));
        if (people.isEmpty()) {
            return Optional.empty();
        }
        if (groups.settings().isEmpty()) {
            return people.map(cookie -> new Bookmark(cookie, Optional.empty()).cookie(mark));
        }
        var group = groups.settings().get();
        var shared = start(SyncQuery.start(group.base().toString(), group.kind().filter()));
        return people.flatMap(own -> shared.map(cookie -> new Bookmark(own, Optional.of(cookie)).cookie(mark)));
    }

    /** A list can do without; where the directory is not there it cannot be read either. */
    private Optional<ASN1OctetString> start(SyncQuery query) throws AppFailure {
        try {
            return switch (line.read(Op.LIST, query::send)) {
                case Answer.Fine<SyncQuery.Told>(SyncQuery.Told told) -> told.next();
                case Answer.Refused<SyncQuery.Told> refused
                when refused.atBind() -> throw Results.of(refused, Results.Intent.LIST);
                case Answer.Refused<SyncQuery.Told> _ -> Optional.empty();
            };
        } catch (AppFailure e) {
            if (Set.of(TOO_LARGE, TIMED_OUT).contains(e.failure())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Tells of what changed since. */
    Completeness since(Scope.Cookie cookie, Sink sink) throws AppFailure {
        var before = Bookmark.of(cookie, mark, groups.settings().isPresent()).orElseThrow(Results::stale);
        var people = told(SyncQuery.since(
                before.accounts(),
                base(),
                accounts.entries().filter(),
                accounts.entries().attributes()));
        var shared = before.groups().isEmpty()
                ? Optional.<SyncQuery.Told>empty()
                : groups(before.groups().get());
        var there = new HashSet<RemoteId>();
        for (var entry : people.changed()) {
            accounts.show(entry, sink);
            accounts.entries().id().of(entry).ifPresent(there::add);
        }
        for (var entry : shared.map(SyncQuery.Told::changed).orElse(List.of())) {
            groups.named(entry).forEach(sink::entitlement);
            accounts.entries().id().of(entry).ifPresent(there::add);
        }
        gone(people, there).forEach(sink::absent);
        var next = new Bookmark(
                people.next().orElse(before.accounts()),
                before.groups().map(old -> shared.flatMap(SyncQuery.Told::next).orElse(old)));
        return new Completeness(true, OptionalLong.empty(), Optional.of(next.cookie(mark)));
    }

    private Optional<SyncQuery.Told> groups(ASN1OctetString from) throws AppFailure {
        var group = groups.settings().orElseThrow();
        return Optional.of(told(SyncQuery.since(
                from,
                group.base().toString(),
                group.kind().filter(),
                group.name(),
                accounts.entries().id().attribute())));
    }

    /** OpenLDAP names among those that are gone whatever else changed in the directory. */
    private List<RemoteId> gone(SyncQuery.Told people, Set<RemoteId> there) {
        if (accounts.entries().id() != IdAttribute.ENTRY_UUID) {
            return List.of();
        }
        return people.gone().stream()
                .map(id -> new RemoteId(id.toString()))
                .filter(id -> !there.contains(id))
                .toList();
    }

    private SyncQuery.Told told(SyncQuery query) throws AppFailure {
        try {
            return switch (line.read(Op.LIST, query::send)) {
                case Answer.Fine<SyncQuery.Told>(SyncQuery.Told told) when told.refers() -> throw Results.truncated();
                case Answer.Fine<SyncQuery.Told>(SyncQuery.Told told) -> told;
                case Answer.Refused<SyncQuery.Told> refused -> throw Results.of(refused, Results.Intent.CHANGES);
            };
        } catch (AppFailure e) {
            throw e.failure().equals(TOO_LARGE) ? Results.stale() : e;
        }
    }

    private String base() {
        return accounts.entries().base().toString();
    }
}
