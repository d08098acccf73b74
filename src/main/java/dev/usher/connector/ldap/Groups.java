package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads groups; an entitlement of kind {@code group} is one, by its name. */
record Groups(Line line, Accounts accounts, Optional<GroupSettings> settings) {
    private static final int FEW = 2;
    /** How many that are no accounts are looked at. */
    private static final int SOME = 20;
    /** How many ids stand in one filter. */
    private static final int AT_ONCE = 50;

    boolean supports(Entitlement entitlement) {
        return settings.isPresent() && entitlement.kind().equals(Entitlement.GROUP);
    }

    /** By what members are named; empty where the app has no groups. */
    Optional<GroupClass.Names> namedBy() {
        return settings.map(group -> group.kind().namedBy());
    }

    Completeness members(Entitlement entitlement, Sink sink) throws AppFailure {
        var names = names(found(entitlement));
        sink.entitlement(entitlement);
        if (!names.isEmpty()) {
            var others = new TreeSet<>(names);
            new Members(this).shown(names, (name, id) -> {
                others.remove(name);
                sink.member(entitlement, id);
            });
            if (holdsAnother(others)) {
                sink.nested(entitlement);
            }
        }
        return Completeness.EXACT;
    }

    /** Which of these accounts are in it. */
    Completeness holders(Entitlement entitlement, Set<RemoteId> asked, Sink sink) throws AppFailure {
        var names = names(found(entitlement));
        sink.entitlement(entitlement);
        for (var known : memberNames(asked).entrySet()) {
            if (names.contains(folded(known.getValue()))) {
                sink.member(entitlement, known.getKey());
            }
        }
        return Completeness.EXACT;
    }

    /** The group of this name. */
    SearchResultEntry found(Entitlement entitlement) throws AppFailure {
        if (!supports(entitlement)) {
            throw failure(Kind.UNSUPPORTED, entitlement);
        }
        var found = find(entitlement);
        if (found.size() > 1) {
            throw failure(Kind.MANY, entitlement);
        }
        return found.stream().findFirst().orElseThrow(() -> failure(Kind.GONE, entitlement));
    }

    List<SearchResultEntry> find(Entitlement entitlement) throws AppFailure {
        var group = settings.orElseThrow();
        var filter = Filter.createANDFilter(
                group.kind().filter(), Filter.createEqualityFilter(group.name(), entitlement.value()));
        var query = Query.below(
                        group.base().toString(),
                        filter,
                        group.name(),
                        group.kind().attribute())
                .atMost(FEW);
        return Accounts.whole(line.search(Op.LOOK_UP, query), Results.Intent.READ)
                .entries();
    }

    /** The groups that name an account so; none where the app has no groups. */
    List<String> naming(String member) throws AppFailure {
        if (settings.isEmpty()) {
            return List.of();
        }
        var group = settings.get();
        var filter = Filter.createANDFilter(
                group.kind().filter(), Filter.createEqualityFilter(group.kind().attribute(), member));
        var query = Query.below(group.base().toString(), filter, Query.NO_ATTRIBUTES);
        return Accounts.whole(line.search(Op.LOOK_UP, query), Results.Intent.READ).entries().stream()
                .map(Entry::getDN)
                .toList();
    }

    /** Whether a group names an account so. */
    boolean isIn(String group, String member) throws AppFailure {
        var filter = Filter.createEqualityFilter(settings.orElseThrow().kind().attribute(), member);
        var answer = line.search(Op.READ, Query.of(group, filter, Query.NO_ATTRIBUTES));
        return !Accounts.whole(answer, Results.Intent.READ).entries().isEmpty();
    }

    /** Whether anybody is called so, account or not; it is where that cannot be told. */
    boolean isSomebody(String member) throws AppFailure {
        var group = settings.orElseThrow();
        var entries = accounts.entries();
        var query = switch (group.kind().namedBy()) {
            case ENTRIES -> Query.of(member, Filter.createPresenceFilter("objectClass"), Query.NO_ATTRIBUTES);
            case USER_NAMES ->
                Query.below(
                                accounts.absence()
                                        .context()
                                        .orElseGet(() -> entries.base().toString()),
                                Filter.createEqualityFilter(entries.naming().place(Attributes.USER_NAME), member),
                                Query.NO_ATTRIBUTES)
                        .first(1);
        };
        return switch (line.search(Op.LOOK_UP, query)) {
            case Answer.Fine<Query.Found>(Query.Found found) ->
                group.kind().namedBy() == GroupClass.Names.ENTRIES
                        || !found.entries().isEmpty();
            case Answer.Refused<Query.Found> refused -> !refused.is(ResultCode.NO_SUCH_OBJECT);
        };
    }

    /** Whether groups take two names for one. */
    boolean areSame(Optional<String> one, Optional<String> other) {
        return one.map(this::folded).equals(other.map(this::folded));
    }

    /** The entitlements that a group is: one, unless it has several names. */
    List<Entitlement> named(Entry entry) {
        return Optional.ofNullable(
                        entry.getAttributeValues(settings.orElseThrow().name()))
                .stream()
                .flatMap(Stream::of)
                .map(name -> new Entitlement(Entitlement.GROUP, name))
                .toList();
    }

    /** Who is in a group, as it names them. */
    private Set<String> names(SearchResultEntry entry) throws AppFailure {
        var attribute = settings.orElseThrow().kind().attribute();
        var names = new HashSet<String>();
        for (var shown : entry.getAttributes()) {
            if (!shown.getBaseName().equalsIgnoreCase(attribute)) {
                continue;
            }
            // Some show the members of large groups in ranges only.
            if (shown.hasOptions()) {
                throw Results.truncated();
            }
            for (var value : shown.getValues()) {
                names.add(folded(value));
            }
        }
        return names;
    }

    /** Two names of one entry can differ in letters and spaces. */
    String folded(String name) {
        return switch (settings.orElseThrow().kind().namedBy()) {
            case ENTRIES -> normal(name);
            case USER_NAMES -> name;
        };
    }

    private static String normal(String name) {
        try {
            return DN.normalize(name);
        } catch (LDAPException _) {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** Of what is in a group and is no account, that which stands among groups is looked at first. */
    private boolean holdsAnother(Set<String> others) throws AppFailure {
        var group = settings.orElseThrow();
        if (group.kind().namedBy() == GroupClass.Names.USER_NAMES) {
            return false;
        }
        var nobody = normal(group.placeholder());
        var some = others.stream()
                .filter(name -> !name.equals(nobody) && DN.isValidDN(name))
                .sorted(Comparator.comparing(name -> !isBelow(name, group.base())))
                .limit(SOME)
                .toList();
        for (var name : some) {
            var query = Query.of(name, GroupClass.any(), Query.NO_ATTRIBUTES);
            // What may not be read is told of by nobody.
            if (line.search(Op.READ, query) instanceof Answer.Fine<Query.Found>(var found)
                    && !found.entries().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String name, DN base) {
        try {
            return new DN(name).isDescendantOf(base, true);
        } catch (LDAPException _) {
            return false;
        }
    }

    String[] identifying() {
        var entries = accounts.entries();
        return new String[] {entries.id().attribute(), entries.naming().place(Attributes.USER_NAME)};
    }

    /** By what a group names these accounts; of those that are not there nothing. */
    Map<RemoteId, String> memberNames(Set<RemoteId> ids) throws AppFailure {
        var entries = accounts.entries();
        var names = new HashMap<RemoteId, String>();
        var filters = new ArrayList<Filter>();
        for (var id : ids) {
            entries.id().filter(id).ifPresent(filters::add);
        }
        for (var from = 0; from < filters.size(); from += AT_ONCE) {
            var some = filters.subList(from, Math.min(from + AT_ONCE, filters.size()));
            var found = accounts.search(
                    Op.READ, entries.filter(Filter.createORFilter(some)), some.size() + 1, identifying());
            for (var entry : found) {
                var id = entries.id().of(entry).orElseThrow(Results::notUnderstood);
                memberName(entry).ifPresent(name -> names.put(id, name));
            }
        }
        return names;
    }

    /** By what groups name an entry; empty where the app has none. */
    Optional<String> memberName(Entry entry) {
        return settings.flatMap(group -> switch (group.kind().namedBy()) {
            case ENTRIES -> Optional.of(entry.getDN());
            case USER_NAMES -> accounts.entries().userName(entry);
        });
    }

    static AppFailure failure(Kind kind, Entitlement entitlement) {
        return new AppFailure(Failure.of(kind, Detail.ENTITLEMENT, entitlement.toString()), false);
    }
}
