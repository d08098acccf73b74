package dev.usher.domain.why;

import dev.usher.domain.account.Entitlement;
import java.util.List;
import java.util.Optional;

/**
 * Something that an account holds.
 *
 * @param what it is; empty: the bare account
 * @param roles that give it; none: it was there before Usher, or stays because nobody can tell whether what gave it still does
 * @param adopted whether the account held it when it was taken over
 */
public record Given(Optional<Entitlement> what, List<Proof> roles, boolean adopted) {
    public Given {
        roles = List.copyOf(roles);
    }
}
