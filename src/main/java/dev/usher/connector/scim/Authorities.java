package dev.usher.connector.scim;

import dev.usher.connector.Problem;
import dev.usher.net.Trust;
import java.util.List;
import java.util.Optional;

/** Who may vouch for a server, as it was declared. */
final class Authorities {
    private Authorities() {}

    /** What is wrong with certificates in a field. */
    static List<Problem> problems(String field, Optional<String> pem) {
        try {
            pem.ifPresent(Trust::only);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(
                    new Problem(field, Optional.ofNullable(e.getMessage()).orElse("")));
        }
    }
}
