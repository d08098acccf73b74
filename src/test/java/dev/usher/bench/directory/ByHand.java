package dev.usher.bench.directory;

import static java.util.Objects.requireNonNull;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.usher.bench.duel.Side;
import dev.usher.thirdparty.Slapd;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * By the pool of the library that the connector stands on, with as many requests: no deadline, no judged address, no condition on what is
 * changed, and no thought about what an answer means.
 */
record ByHand(LDAPConnectionPool pool, String base, int page) implements Side {
    private static final String ID = "entryUUID";
    private static final String[] SHOWN = {"*", ID, "pwdAccountLockedTime"};

    static ByHand open(Slapd slapd, String base, int connections, int page) throws LDAPException {
        var first = new LDAPConnection("127.0.0.1", slapd.port(), Slapd.USHER, Slapd.PASSWORD);
        return new ByHand(new LDAPConnectionPool(first, connections), base, page);
    }

    @Override
    public String create(String name) throws LDAPException {
        var request = new AddRequest(
                "uid=" + name + "," + base,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", name),
                new Attribute("employeeNumber", "key-" + name),
                new Attribute("cn", "Ada " + name),
                new Attribute("sn", "Lovelace"),
                new Attribute("mail", name + "@example.com"));
        request.addControl(new PostReadRequestControl(SHOWN));
        return requireNonNull(shown(pool.add(request)).getAttributeValue(ID));
    }

    @Override
    public void retitle(String id, String title) throws LDAPException {
        var found =
                requireNonNull(pool.searchForEntry(base, SearchScope.SUB, Filter.createEqualityFilter(ID, id), SHOWN));
        var request = new ModifyRequest(found.getDN(), new Modification(ModificationType.REPLACE, "title", title));
        request.addControl(new PostReadRequestControl(SHOWN));
        if (!shown(pool.modify(request)).hasAttributeValue("title", title)) {
            throw new IllegalStateException("it has another title");
        }
    }

    private static Entry shown(LDAPResult result) throws LDAPException {
        return requireNonNull(PostReadResponseControl.get(result)).getEntry();
    }

    @Override
    public int count() throws LDAPException {
        var connection = pool.getConnection();
        try {
            return read(connection);
        } finally {
            pool.releaseConnection(connection);
        }
    }

    private int read(LDAPConnection connection) throws LDAPException {
        var seen = new HashSet<String>();
        @Nullable ASN1OctetString next = null;
        do {
            var request = new SearchRequest(
                    base, SearchScope.SUB, Filter.createEqualityFilter("objectClass", "inetOrgPerson"), SHOWN);
            request.addControl(new SimplePagedResultsControl(page, next));
            var found = connection.search(request);
            requireNonNull(found.getSearchEntries())
                    .forEach(entry -> seen.add(requireNonNull(entry.getAttributeValue(ID))));
            var control = requireNonNull(SimplePagedResultsControl.get(found));
            next = control.moreResultsToReturn() ? control.getCookie() : null;
        } while (next != null);
        return seen.size();
    }

    @Override
    public void close() {
        pool.close();
    }
}
