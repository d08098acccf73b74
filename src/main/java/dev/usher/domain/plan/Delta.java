package dev.usher.domain.plan;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What makes an account look as it should, entitlements apart.
 *
 * @param attributes new values by attribute name; empty: the attribute is cleared
 * @param externalId the key to set, where the app shows another one
 * @param enable whether it has to be enabled; that it has to be disabled is a removal, and none of this
 */
public record Delta(SortedMap<String, Optional<String>> attributes, Optional<String> externalId, boolean enable) {
    /** That nothing has to change. */
    public static final Delta NONE = new Delta(new TreeMap<>(), Optional.empty(), false);

    public Delta {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /**
     * The difference between what should be and what a read showed; what is not managed makes none.
     *
     * <p>User names compare without regard to case, as RFC 7643 section 4.1.1 has it.
     */
    public static Delta between(Desired desired, Account observed) {
        var changes = new TreeMap<String, Optional<String>>();
        desired.attributes().values().forEach((name, value) -> {
            if (!shows(observed, name, value)) {
                changes.put(name, Optional.of(value));
            }
        });
        observed.attributes().values().keySet().stream()
                .filter(desired.managed()::contains)
                .filter(name -> !desired.awaited().contains(name))
                .filter(name -> desired.attributes().get(name).isEmpty())
                .forEach(name -> changes.put(name, Optional.empty()));
        var wanted = desired.identity().externalId();
        var externalId = observed.externalId().filter(wanted::equals).isPresent()
                ? Optional.<String>empty()
                : Optional.of(wanted);
        return new Delta(changes, externalId, desired.enabled() && !observed.active());
    }

    public boolean isEmpty() {
        return attributes.isEmpty() && externalId.isEmpty() && !enable;
    }

    /** Whether an account has this value, as far as anybody can tell two values apart. */
    public static boolean shows(Account observed, String name, String value) {
        return observed.attributes()
                .get(name)
                .filter(there -> same(name, value, there))
                .isPresent();
    }

    /** The same, but that these attributes stay as they are. */
    public Delta without(Set<String> names) {
        if (Collections.disjoint(attributes.keySet(), names)) {
            return this;
        }
        var left = new TreeMap<>(attributes);
        left.keySet().removeAll(names);
        return new Delta(left, externalId, enable);
    }

    /** Of these differences those of attributes with such a name. */
    public Delta only(Set<String> names) {
        var some = new TreeMap<>(attributes);
        some.keySet().retainAll(names);
        return new Delta(some, Optional.empty(), false);
    }

    private static boolean same(String name, String one, String other) {
        return Attributes.USER_NAME.equals(name) ? one.equalsIgnoreCase(other) : one.equals(other);
    }
}
