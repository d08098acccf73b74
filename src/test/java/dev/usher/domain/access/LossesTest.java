package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.quality.Surroundings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossesTest {
    private final Company company = new Company()
            .hasApp("wiki")
            .hasApp("chat")
            .hasApp("mail")
            .hasRole("analyst", "wiki", "analysts", "readers")
            .hasRole("writer", "wiki", "readers")
            .hasRole("member", "chat")
            .hasRole("postmaster", "mail", "admins");

    private Resolution resolve(Memory memory, String... roles) {
        return Resolver.resolve(
                person("ada"),
                Surroundings.NONE,
                Asked.of(roles(roles).stream()),
                company.access(),
                memory,
                Question.NOW);
    }

    private Set<AppId> loses(Memory before, String... roles) {
        return Losses.of(before, company.access(), resolve(before, roles));
    }

    @Test
    void areTheAppsInWhichALostRoleGaveWhatNothingElseGives() {
        var before = resolve(Memory.NONE, "analyst", "writer", "member", "postmaster")
                .next();

        assertThat(loses(before, "writer", "member", "postmaster")).containsExactly(app("wiki"));
        assertThat(loses(before, "analyst", "member", "postmaster")).isEmpty();
    }

    @Test
    void areNotAppsOfWhichTheAccountGoesAltogether() {
        var before = resolve(Memory.NONE, "writer", "postmaster").next();

        assertThat(loses(before, "writer")).isEmpty();
    }

    @Test
    void areNothingWhereNoRoleIsLost() {
        var before = resolve(Memory.NONE, "writer").next();

        assertThat(loses(before, "writer", "analyst")).isEmpty();
        assertThat(loses(Memory.NONE, "analyst")).isEmpty();
    }
}
