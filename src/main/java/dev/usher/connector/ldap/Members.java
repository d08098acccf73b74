package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.ldap.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the accounts that a group names. */
record Members(Groups groups) {
    /** How many names stand in one filter. */
    private static final int AT_ONCE = 50;
    /** Of more than these it is less work to read all accounts. */
    private static final int MOST = 5_000;

    /** Where an account goes that is in a group. */
    interface Known {
        void is(String name, RemoteId id);
    }

    /**
     * Shows each that is an account; who is none, such as another group, is passed over.
     *
     * @param names folded
     */
    void shown(Set<String> names, Known known) throws AppFailure {
        if (names.size() > MOST) {
            accounts().all(groups.identifying(), entry -> shown(entry, names, known));
            return;
        }
        var filters = new ArrayList<Filter>();
        for (var name : new TreeSet<>(names)) {
            filter(name).ifPresent(filters::add);
        }
        for (var from = 0; from < filters.size(); from += AT_ONCE) {
            for (var entry : found(filters.subList(from, Math.min(from + AT_ONCE, filters.size())))) {
                shown(entry, names, known);
            }
        }
    }

    private List<SearchResultEntry> found(List<Filter> some) throws AppFailure {
        var query = Query.below(
                accounts().entries().base().toString(),
                accounts().entries().filter(Filter.createORFilter(some)),
                groups.identifying());
        return Accounts.whole(groups.line().search(Op.READ, query), Results.Intent.READ)
                .entries();
    }

    private void shown(SearchResultEntry entry, Set<String> names, Known known) throws AppFailure {
        var name = groups.memberName(entry).map(groups::folded).filter(names::contains);
        if (name.isPresent()) {
            known.is(name.get(), accounts().entries().id().of(entry).orElseThrow(Results::notUnderstood));
        }
    }

    /** What finds the account of a name, and perhaps others that are called the same in another unit; empty where there can be none. */
    private Optional<Filter> filter(String name) {
        return switch (groups.namedBy().orElseThrow()) {
            case ENTRIES -> called(name).map(Members::filter);
            case USER_NAMES ->
                Optional.of(Filter.createEqualityFilter(
                        accounts().entries().naming().place(Attributes.USER_NAME), name));
        };
    }

    private static Filter filter(RDN own) {
        return Filter.createEqualityFilter(own.getAttributeNames()[0], own.getByteArrayAttributeValues()[0]);
    }

    private Optional<RDN> called(String name) {
        try {
            var dn = new DN(name);
            return dn.isDescendantOf(accounts().entries().base(), true)
                    ? Optional.ofNullable(dn.getRDN())
                    : Optional.empty();
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }

    private Accounts accounts() {
        return groups.accounts();
    }
}
