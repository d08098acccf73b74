package dev.usher.domain.plan;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Entitlement;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OursTest {
    private static final Entitlement STAFF = new Entitlement("group", "staff");
    private static final Entitlement BUILDERS = new Entitlement("group", "builders");

    private static final Ours ALL = new Ours(
            Authority.Authoritative, groups("analysts"), held -> held.value().equals("everyone"));

    @Test
    void isWhateverAReadShowsAndNothingExplainsWhereEverythingIs() {
        var seen = ALL.seeing(Optional.of(groups("readers", "owners", "everyone")), groups("readers"));

        assertThat(seen.taken()).isEqualTo(groups("analysts", "owners"));
        assertThat(seen.beyond(ALL)).isEqualTo(groups("owners"));
    }

    @Test
    void isNotWhatIsExplainedInOtherLetters() {
        assertThat(ALL.seeing(Optional.of(groups("Readers")), groups("readers")).beyond(ALL))
                .isEmpty();
    }

    @Test
    void isNoMoreWhereNothingWasShown() {
        assertThat(ALL.seeing(Optional.empty(), Set.of())).isEqualTo(ALL);
    }

    @ParameterizedTest
    @EnumSource(value = Authority.class, names = "Authoritative", mode = EnumSource.Mode.EXCLUDE)
    void isWhatRolesNameWhereNotEverythingIs(Authority authority) {
        var some = new Ours(authority, groups("analysts"));

        assertThat(some.seeing(Optional.of(groups("owners")), Set.of())).isEqualTo(some);
    }

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
