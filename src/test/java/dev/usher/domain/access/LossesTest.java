package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.quality.Surroundings;
import java.util.List;
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

    /** What is remembered of somebody with an account in every app. */
    private Memory having(String... roles) {
        var memory = resolve(Memory.NONE, roles).next();
        for (var app : List.of("wiki", "chat", "mail")) {
            memory = memory.with(app(app), Question.account(app, AccountState.Active));
        }
        return memory;
    }

    private Set<AppId> loses(Memory before, String... roles) {
        return Losses.of(resolve(before, roles));
    }

    @Test
    void areTheAppsInWhichALostRoleGaveWhatNothingElseGives() {
        var before = having("analyst", "writer", "member", "postmaster");

        assertThat(loses(before, "writer", "member", "postmaster")).containsExactly(app("wiki"));
        assertThat(loses(before, "analyst", "member", "postmaster")).isEmpty();
    }

    @Test
    void areNotAppsOfWhichTheAccountGoesAltogether() {
        var before = having("writer", "postmaster");

        assertThat(loses(before, "writer")).isEmpty();
    }

    @Test
    void areNothingWhereNoRoleIsLost() {
        var before = having("writer");

        assertThat(loses(before, "writer", "analyst")).isEmpty();
        assertThat(loses(Memory.NONE, "analyst")).isEmpty();
    }

    /** The role is not remembered any more then. */
    @Test
    void goOnUntilAReadAgreed() {
        var before = having("analyst", "writer", "member");
        var told = resolve(before, "writer", "member").next();

        assertThat(loses(told, "writer", "member")).containsExactly(app("wiki"));
    }
}
