package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.plan.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a change means for an entry as it was read.
 *
 * @param name what it is to be called; empty where it stays as it is called
 * @param values what else it is to hold
 * @param impossible what of ours cannot be changed, since the entry is called by it in another way than we call entries
 */
record Edit(Optional<RDN> name, List<Modification> values, List<String> impossible) {
    Edit {
        values = List.copyOf(values);
        impossible = List.copyOf(impossible);
    }

    boolean isEmpty() {
        return name.isEmpty() && values.isEmpty();
    }

    static Edit of(Delta delta, Entry entry, Entries entries, Template template) throws AppFailure {
        var making = new Making(own(entry), template);
        delta.attributes()
                .forEach((name, value) -> making.takes(name, entries.naming().place(name), value));
        delta.externalId()
                .ifPresent(key ->
                        making.takes(Attributes.EXTERNAL_ID, entries.naming().key(), Optional.of(key)));
        if (delta.enable()) {
            making.values.addAll(entries.flavour().modifications(entry, true));
        }
        return new Edit(making.name, making.values, making.impossible);
    }

    private static Optional<RDN> own(Entry entry) throws AppFailure {
        try {
            return Optional.ofNullable(entry.getRDN());
        } catch (LDAPException _) {
            throw Results.notUnderstood();
        }
    }

    private static final class Making {
        private final Optional<RDN> own;
        private final Template template;
        private final List<Modification> values = new ArrayList<>();
        private final List<String> impossible = new ArrayList<>();
        private Optional<RDN> name = Optional.empty();

        Making(Optional<RDN> own, Template template) {
            this.own = own;
            this.template = template;
        }

        void takes(String ours, String place, Optional<String> value) {
            if (template.source().equals(ours) && isCalledBy(template.type())) {
                isCalled(ours, template.type(), value);
            }
            if (!isCalledBy(place)) {
                values.add(value.map(text -> new Modification(ModificationType.REPLACE, place, text))
                        .orElseGet(() -> new Modification(ModificationType.REPLACE, place)));
            } else if (!(template.source().equals(ours) && template.type().equalsIgnoreCase(place))) {
                // An entry that somebody called otherwise keeps its kind of name.
                if (!value.equals(called(place))) {
                    impossible.add(ours);
                }
            }
        }

        /** Letters and spaces count, which are all the same to the library. */
        private void isCalled(String ours, String type, Optional<String> value) {
            if (value.equals(called(type))) {
                return;
            }
            if (value.isEmpty() || own.filter(RDN::isMultiValued).isPresent()) {
                impossible.add(ours);
            } else {
                name = value.map(text -> new RDN(type, text));
            }
        }

        private boolean isCalledBy(String attribute) {
            return own.filter(rdn -> rdn.hasAttribute(attribute)).isPresent();
        }

        private Optional<String> called(String attribute) {
            return own.flatMap(rdn -> Entries.called(rdn, attribute));
        }
    }
}
