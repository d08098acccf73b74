package dev.usher.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Entitlement;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OursTest {
    private static final Entitlement STAFF = new Entitlement("group", "staff");
    private static final Entitlement BUILDERS = new Entitlement("group", "builders");

    @Test
    void areAlsoWhatOneAccountHasToLoseUnlessItIsIgnoredOrNothingIsEverTaken() {
        var ours = new Ours(Authority.Managed, Set.of(STAFF));

        assertThat(ours.owing(Set.of(BUILDERS)).taken()).containsExactlyInAnyOrder(STAFF, BUILDERS);
        assertThat(ours.owing(Set.of())).isSameAs(ours);
        assertThat(new Ours(Authority.Managed, Set.of(STAFF), BUILDERS::equals)
                        .owing(Set.of(BUILDERS))
                        .taken())
                .containsExactly(STAFF);
        assertThat(new Ours(Authority.Additive, Set.of(STAFF))
                        .owing(Set.of(BUILDERS))
                        .taken())
                .isEmpty();
    }
}
