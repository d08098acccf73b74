package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Creation;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Key;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstLoginsTest {
    private static final AppId WIKI = new AppId("people", "wiki");

    private final Neighbourhood here = new Neighbourhood();

    @BeforeEach
    void theAppIsThere() {
        here.hasApp("wiki", "creation: JustInTime");
    }

    private void has(String name, String login, String entry, String more) {
        here.has(
                "people",
                name,
                "{userName: " + login + "}",
                "{" + more + "accounts: [{app: wiki, namespace: people, since: x, tenant: k2v9, " + entry + "}]}");
    }

    private Set<Key> awaited() {
        return FirstLogins.awaited(here.caches, WIKI);
    }

    private static Key user(String name) {
        return new Key.OfUser("people", name);
    }

    @Test
    void areTheirsOfWhomNoAccountIsRecordedAlsoOnceTheyLeft() {
        has("ada", "ada", "state: AwaitingLogin, awaited: 1.x", "userName: ada, ");
        has("bob", "bob", "state: Deleted, awaited: 1.x", "");
        has("cleo", "cleo", "state: Active, id: c1", "userName: cleo, ");
        has("dora", "dora", "state: Deleted", "");

        assertThat(awaited()).containsExactlyInAnyOrder(user("ada"), user("bob"));
    }

    @Test
    void areNobodysWhoseNameIsAnotherPersonsByNow() {
        has("ada", "ada", "state: Deleted, awaited: 1.x", "");
        has("second", "ADA", "state: AwaitingLogin, awaited: 1.y", "userName: ADA, ");

        assertThat(awaited()).containsExactly(user("second"));
    }

    @Test
    void areNoneWhereUsherMakesTheAccounts() {
        has("ada", "ada", "state: AwaitingLogin, awaited: 1.x", "userName: ada, ");

        here.hasApp("wiki", "creation: Provision");

        assertThat(awaited()).isEmpty();
    }

    @Test
    void areDeclaredByTheApp() {
        assertThat(Declarations.creation(Neighbourhood.app("wiki"))).isEqualTo(Creation.Provision);
        assertThat(Declarations.creation(here.hasApp("wiki", "creation: JustInTime")))
                .isEqualTo(Creation.JustInTime);
        assertThat(Neighbourhood.scimDeclarations().connector(here.hasApp("wiki", "creation: OnInvitation")))
                .isEqualTo(new Reading.Newer<>("spec.creation"));
    }
}
