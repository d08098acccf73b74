package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which entries are accounts, and what they show.
 *
 * @param objectClasses that an account has, all of them
 */
record Entries(DN base, List<String> objectClasses, Naming naming, Flavour flavour, IdAttribute id) {
    /** Longer ones describe nobody: photographs, keys. */
    private static final int LONGEST = 1_024;

    Entries {
        objectClasses = List.copyOf(objectClasses);
    }

    static Entries of(LdapSettings settings) {
        return new Entries(
                settings.base(), settings.objectClasses(), settings.naming(), settings.flavour(), settings.id());
    }

    /** What is asked for of an account: what describes it, and what it is known by; neither photographs nor what others keep secret. */
    String[] attributes() {
        return asked().toArray(String[]::new);
    }

    /** The same, in order. */
    SortedSet<String> asked() {
        var asked = new TreeSet<>(naming.read());
        asked.addAll(List.of("objectClass", naming.key(), id.attribute(), flavour.attribute()));
        return asked;
    }

    /** Finds accounts, of which this is true besides. */
    Filter filter(Filter... more) {
        var parts = new ArrayList<Filter>();
        objectClasses.forEach(one -> parts.add(Filter.createEqualityFilter("objectClass", one)));
        parts.addAll(List.of(more));
        return Filter.createANDFilter(parts);
    }

    /** Whether it can be told who gets in with it. */
    boolean isClear(Entry entry) {
        return flavour.isClear(entry);
    }

    /** The account that an entry is; empty of one that has no id, or of which it cannot be told who gets in with it. */
    Optional<Account> account(Entry entry) {
        return id.of(entry).filter(_ -> isClear(entry)).map(own -> {
            var values = new TreeMap<String, String>();
            for (var attribute : entry.getAttributes()) {
                // Of those with options, such as a language, the one without any counts.
                if (!attribute.hasOptions()) {
                    naming.name(attribute.getName())
                            .ifPresent(name -> text(entry, attribute).ifPresent(value -> values.put(name, value)));
                }
            }
            return new Account(
                    own, text(entry, naming.key()), flavour.isActive(entry), new Attributes(values), Optional.empty());
        });
    }

    /** What a new account holds. */
    List<Attribute> draft(Desired desired, Template template) {
        var draft = new ArrayList<Attribute>();
        draft.add(new Attribute("objectClass", objectClasses));
        var attributes = desired.atCreation();
        var key = desired.identity().externalId();
        var values = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        attributes.values().forEach((name, value) -> values.put(naming.place(name), value));
        values.put(naming.key(), key);
        template.rdn(attributes, key).ifPresent(rdn -> values.put(template.type(), rdn.getAttributeValues()[0]));
        values.forEach((name, value) -> draft.add(new Attribute(name, value)));
        draft.addAll(flavour.atCreation(desired.enabled()));
        return draft;
    }

    /** Whether it names all classes of an account; one that does not may have them by others that it names. */
    boolean isPlainly(Entry entry) {
        return objectClasses.stream().allMatch(entry::hasObjectClass);
    }

    private static Optional<String> text(Entry entry, String attribute) {
        return Optional.ofNullable(entry.getAttribute(attribute)).flatMap(shown -> text(entry, shown));
    }

    /** The value by which an entry is called goes before others that the attribute may have. */
    private static Optional<String> text(Entry entry, Attribute shown) {
        var called = shown.size() > 1 ? ofName(entry, shown.getName()) : Optional.<String>empty();
        return called.or(() -> Optional.ofNullable(shown.getValue())).filter(value -> value.length() <= LONGEST);
    }

    private static Optional<String> ofName(Entry entry, String attribute) {
        try {
            return Optional.ofNullable(entry.getRDN()).flatMap(rdn -> called(rdn, attribute));
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }

    /** The value that a name has for an attribute. */
    static Optional<String> called(RDN rdn, String attribute) {
        return IntStream.range(0, rdn.getAttributeNames().length)
                .filter(at -> rdn.getAttributeNames()[at].equalsIgnoreCase(attribute))
                .mapToObj(at -> rdn.getAttributeValues()[at])
                .findFirst();
    }

    /** The login name by which groups of some kinds name members. */
    Optional<String> userName(Entry entry) {
        return text(entry, naming.place(Attributes.USER_NAME));
    }
}
