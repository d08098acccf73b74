package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlingTest {
    private static Handling of(String name, String value) {
        return Handling.of(new Capabilities(List.of(new Capability(name, value, Origin.spec))));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8000, 8000", "0, 1", "-5, 1", "99999999999, 10000", "many, 100"})
    void aNumberThatCannotBeIsTakenForTheNextOneThatCan(String said, int most) {
        assertThat(of(Capability.MEMBERS_MAX, said).most()).isEqualTo(most);
    }

    @Test
    void nothingIsMadeUnlessThatIsSaid() {
        assertThat(of(Capability.GROUPS_CREATE, "true").makes()).isTrue();
        assertThat(of(Capability.GROUPS_CREATE, "yes").makes()).isFalse();
        assertThat(Handling.of(new Capabilities(List.of()))).isEqualTo(Handling.DEFAULT);
    }

    @Test
    void nothingIsDeletedWhereThatIsForbiddenOrDisables() {
        assertThat(of(Capability.DELETE_MEANS, "hard").deletes()).isTrue();
        assertThat(of(Capability.DELETE_MEANS, "forbidden").deletes()).isFalse();
        assertThat(of(Capability.ACTIVE_VIA, "delete").deletes()).isFalse();
    }

    @Test
    void isAskedOfEachAloneOnlyWhereNothingElseTells() {
        var staff = new Entitlement("group", "staff");
        var ada = Set.of(new RemoteId("1"));

        assertThat(of(Capability.MEMBERS_READ, "probe").scope(staff, ada)).isEqualTo(new Scope.Holders(staff, ada));
        assertThat(of(Capability.MEMBERS_READ, "request").scope(staff, ada)).isEqualTo(new Scope.Members(staff));
    }
}
