package dev.usher.domain.access;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Ours;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeviationTest {
    private static final Desired ADA =
            new Desired(person("ada").identity(), person("ada").profile(), new TreeSet<>(groups("staff")));
    private static final Decision WANTED = new Decision.Want(ADA, groups("frozen"));
    private static final Ours OURS = new Ours(Authority.Managed, groups("staff", "admins", "frozen"));

    private static Account account(boolean active, Attributes attributes) {
        return new Account(
                new RemoteId("7"), Optional.of(ADA.identity().externalId()), active, attributes, Optional.empty());
    }

    @Test
    void isNoneWhereAnAccountIsAsDecided() {
        assertThat(Deviation.of(WANTED, account(true, ADA.attributes()), Set.of()))
                .isEmpty();
        assertThat(Deviation.of(new Decision.Disabled(Why.Departed), account(false, Attributes.NONE), Set.of()))
                .isEmpty();
        assertThat(Deviation.of(new Decision.Hold(Why.AppSuspended), account(true, Attributes.NONE), Set.of()))
                .isEmpty();
    }

    @Test
    void tellsValuesFromAccess() {
        var renamed = ADA.attributes().with(Attributes.of(Map.of(Attributes.DISPLAY_NAME, "Somebody Else")));

        assertThat(Deviation.of(WANTED, account(true, renamed), Set.of())).containsExactly(Deviation.CHANGED);
        assertThat(Deviation.of(WANTED, account(false, ADA.attributes()), Set.of()))
                .containsExactly(Deviation.SHUT);
        assertThat(Deviation.of(new Decision.Disabled(Why.OnLeave), account(true, Attributes.NONE), Set.of()))
                .containsExactly(Deviation.OPEN);
        assertThat(Deviation.of(new Decision.Absent(Why.Departed), account(true, Attributes.NONE), Set.of()))
                .containsExactly(Deviation.OPEN);
    }

    @Test
    void isExceededByWhatIsOursAndNobodyDecided() {
        var allowance = Allowance.of(WANTED, OURS);

        assertThat(allowance.wanted()).isEqualTo(groups("staff"));
        assertThat(groups("admins")).allMatch(allowance::isExceededBy);
        assertThat(groups("staff", "frozen", "by hand")).noneMatch(allowance::isExceededBy);
    }

    @Test
    void asksWhatALeaverHoldsAndNotWhatSomebodyOnLeaveDoes() {
        assertThat(groups("staff")).allMatch(Allowance.of(new Decision.Disabled(Why.Departed), OURS)::isExceededBy);
        assertThat(groups("staff")).noneMatch(Allowance.of(new Decision.Disabled(Why.OnLeave), OURS)::isExceededBy);
        assertThat(Allowance.of(new Decision.Trim(Set.of(), Why.Frozen), OURS)
                        .isExceededBy(groups("staff").iterator().next()))
                .isTrue();
    }
}
