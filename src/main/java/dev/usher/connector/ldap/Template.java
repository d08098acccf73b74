package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a new account stands below the base: a name of its own, and perhaps units that are there.
 *
 * @param type the attribute of its own name
 * @param source what of ours that name is
 * @param above the units between it and the base, the nearest first
 */
record Template(String type, String source, List<RDN> above) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)=\\{([A-Za-z]+)\\}(?:,(.+))?");
    private static final List<String> SOURCES =
            List.of(Attributes.USER_NAME, Attributes.EXTERNAL_ID, Attributes.DISPLAY_NAME);

    static Optional<String> problem(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || !SOURCES.contains(form.group(2))) {
            return Optional.of(
                    "give a name with one of {userName}, {externalId}, {displayName}, and what is between it and the base, such as uid={userName} or cn={displayName},ou=staff");
        }
        return DN.isValidDN(Optional.ofNullable(form.group(3)).orElse(""))
                ? Naming.reserved(form.group(1))
                : Optional.of("what follows the name must be part of a distinguished name, such as ou=staff");
    }

    static Template of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("no template of a name");
        }
        try {
            var above = new DN(Optional.ofNullable(form.group(3)).orElse(""));
            return new Template(form.group(1), form.group(2), List.of(above.getRDNs()));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("no template of a name", e);
        }
    }

    /** The name of an account of its own; the library escapes the value. */
    Optional<RDN> rdn(Attributes attributes, String externalId) {
        var value = source.equals(Attributes.EXTERNAL_ID) ? Optional.of(externalId) : attributes.get(source);
        return value.filter(text -> !text.isBlank()).map(text -> new RDN(type, text));
    }

    /** The whole name of a new account; empty where it has no value for it. */
    Optional<DN> dn(Desired desired, DN base) {
        return rdn(desired.atCreation(), desired.identity().externalId()).map(own -> {
            var parent = base;
            for (var unit : above.reversed()) {
                parent = new DN(unit, parent);
            }
            return new DN(own, parent);
        });
    }
}
