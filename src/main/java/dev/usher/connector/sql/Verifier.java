package dev.usher.connector.sql;

import dev.usher.domain.secret.Sensitive;
import java.util.regex.Pattern;
import org.postgresql.util.PasswordUtil;

/** What a server keeps in place of a password, by which it is proved and cannot be told (RFC 5803). */
final class Verifier {
    private static final Pattern FORM =
            Pattern.compile("SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+");

    private Verifier() {}

    /** As a literal, in which nothing can be anything else. */
    static String of(Sensitive password) {
        var verifier = password.reveal(text -> PasswordUtil.encodeScramSha256(text.toCharArray()));
        if (!FORM.matcher(verifier).matches()) {
            throw new IllegalStateException("the driver makes verifiers of another form");
        }
        return "'" + verifier + "'";
    }
}
