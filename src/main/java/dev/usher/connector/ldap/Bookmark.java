package dev.usher.connector.ldap;

import com.unboundid.asn1.ASN1OctetString;
import dev.usher.connector.Scope;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a later read of changes begins: a cookie of the directory for accounts, and one for groups where the app has any.
 *
 * <p>As a text it is the mark of what was read, and both in base64, between dots.
 */
record Bookmark(ASN1OctetString accounts, Optional<ASN1OctetString> groups) {
    private static final int MOST_PARTS = 3;

    /**
     * What it is in other hands.
     *
     * @param mark stands for what is read: whoever would read something else cannot go on from here
     */
    Scope.Cookie cookie(String mark) {
        var parts = new ArrayList<>(List.of(mark, text(accounts)));
        groups.map(Bookmark::text).ifPresent(parts::add);
        return new Scope.Cookie(String.join(".", parts));
    }

    /** Empty of what was not made by this, or of something else. */
    static Optional<Bookmark> of(Scope.Cookie cookie, String mark, boolean withGroups) {
        var parts = List.of(cookie.value().split("\\.", -1));
        if (parts.size() != (withGroups ? MOST_PARTS : MOST_PARTS - 1)
                || !parts.getFirst().equals(mark)) {
            return Optional.empty();
        }
        return bytes(parts.get(1)).flatMap(accounts -> {
            var groups = withGroups ? bytes(parts.getLast()) : Optional.<ASN1OctetString>empty();
            return groups.isPresent() == withGroups
                    ? Optional.of(new Bookmark(accounts, groups))
                    : Optional.<Bookmark>empty();
        });
    }

    private static String text(ASN1OctetString cookie) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cookie.getValue());
    }

    private static Optional<ASN1OctetString> bytes(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text))
                    .filter(bytes -> bytes.length > 0)
                    .map(ASN1OctetString::new);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
