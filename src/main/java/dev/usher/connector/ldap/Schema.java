package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Query;
import java.util.Optional;
import java.util.stream.Stream;

/** What a directory says that entries can have (RFC 4512 section 4.2), where it lets that be read. */
record Schema(Line line, String dn) {
    private static final String TYPES = "attributeTypes";

    /** Whether there is such an attribute; not of one that is too large to be read. */
    boolean has(String attribute) throws AppFailure {
        try {
            var answer = line.search(Op.DISCOVER, Query.of(dn, Filter.createPresenceFilter("objectClass"), TYPES));
            return answer instanceof Answer.Fine<Query.Found>(Query.Found found)
                    && found.entries().stream()
                            .flatMap(entry -> Optional.ofNullable(entry.getAttributeValues(TYPES)).stream())
                            .flatMap(Stream::of)
                            .anyMatch(definition -> isOf(definition, attribute));
        } catch (AppFailure e) {
            if (e.failure().kind() == Kind.HOSTILE) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isOf(String definition, String attribute) {
        try {
            return new AttributeTypeDefinition(definition).hasNameOrOID(attribute);
        } catch (LDAPException _) {
            return false;
        }
    }
}
