package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.Breaks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is changed of an entry as it was just read. A value takes the place of one that was known, or of none: what somebody else wrote
 * there meanwhile is not overwritten, and of several values none is taken away.
 */
sealed interface Amendment {
    /**
     * What is sent; nothing where the entry has all of it.
     *
     * @param conditions that the entry has to be in for it
     */
    record Sent(List<Modification> modifications, List<Filter> conditions) implements Amendment {
        public Sent {
            modifications = List.copyOf(modifications);
            conditions = List.copyOf(conditions);
        }
    }

    /** Nothing is sent, since one value cannot be. */
    record Refused(Rule rule) implements Amendment {}

    /** Of what is owed to an entry. */
    static Amendment of(Owed owed, Entry entry, LdapTerms reading) throws Breaks {
        var rdn = rdn(entry);
        var shown = Values.of(entry, reading);
        var modifications = new ArrayList<Modification>();
        var conditions = new ArrayList<Filter>();
        for (var wanted : owed.values().entrySet()) {
            var name = wanted.getKey();
            var there = Optional.ofNullable(entry.getAttribute(name));
            if (has(there, wanted.getValue())) {
                continue;
            }
            var objection = objection(name, owed, shown, rdn, there);
            if (objection.isPresent()) {
                return new Refused(objection.get());
            }
            old(there)
                    .ifPresentOrElse(
                            value -> {
                                modifications.add(new Modification(ModificationType.DELETE, name, value));
                                conditions.add(Filter.createEqualityFilter(name, value));
                            },
                            () -> conditions.add(Filter.createNOTFilter(Filter.createPresenceFilter(name))));
            modifications.add(new Modification(ModificationType.ADD, name, wanted.getValue()));
        }
        return new Sent(modifications, conditions);
    }

    private static Optional<RDN> rdn(Entry entry) throws Breaks {
        try {
            return Optional.ofNullable(entry.getRDN());
        } catch (LDAPException e) {
            throw Breaks.by(Defect.NOT_UNDERSTOOD);
        }
    }

    private static boolean has(Optional<Attribute> there, String value) {
        return there.stream()
                .flatMap(attribute -> Stream.of(attribute.getValueByteArrays()))
                .anyMatch(bytes ->
                        new String(bytes, StandardCharsets.UTF_8).strip().equals(value));
    }

    private static Optional<Rule> objection(
            String name, Owed owed, Values shown, Optional<RDN> rdn, Optional<Attribute> there) {
        if (rdn.filter(called -> called.hasAttribute(name)).isPresent()) {
            return Optional.of(Rule.NAMES_THE_ENTRY);
        }
        if (shown.faults().containsKey(name)) {
            return Optional.of(Rule.NOT_TEXT);
        }
        if (!shown.text(name).equals(said(owed.said(), name))) {
            return Optional.of(Rule.CHANGED_MEANWHILE);
        }
        return there.filter(attribute -> attribute.size() > 1).map(_ -> Rule.SEVERAL_VALUES);
    }

    private static Optional<String> said(Map<String, String> said, String name) {
        return Optional.ofNullable(said.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<byte[]> old(Optional<Attribute> there) {
        return there.flatMap(
                attribute -> Stream.of(attribute.getValueByteArrays()).findFirst());
    }
}
