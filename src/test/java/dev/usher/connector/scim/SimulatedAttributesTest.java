package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.agreedId;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.simulator.ScimSimulator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes beyond those that every app is told. */
class SimulatedAttributesTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String LICENCE = "urn:example:params:scim:schemas:extension:licence:1.0:User";
    private static final String PLAN = LICENCE + ":plan";

    private ScimSimulator app;
    private Client client;

    @BeforeEach
    void start() throws AppFailure {
        app = ScimSimulator.start();
        client = Client.open(app.endpoint(), app.token());
        app.reset();
    }

    @AfterEach
    void stop() {
        client.close();
        app.close();
    }

    private Account read(RemoteId id) throws AppFailure {
        return client.read(id).accounts.getFirst();
    }

    /** An account whose app maps these names, too. */
    private static Desired mapped(Map<String, String> more) {
        var ada = desired("e-1", "ada");
        var managed = new HashSet<>(Attributes.MINIMAL);
        managed.addAll(Set.of("title", "department", PLAN));
        return new Desired(
                ada.identity(),
                ada.attributes().with(Attributes.of(more)),
                managed,
                Attributes.of(Map.of("nickName", "Countess")),
                ada.entitlements(),
                true);
    }

    @Test
    void areGivenToANewAccountInEverySchema() throws AppFailure {
        var id = agreedId(client.create(mapped(Map.of("title", "Analyst", "department", "Maths", PLAN, "enterprise"))));

        var user = app.user("ada").orElseThrow();
        assertThat(user.path("title").asText()).isEqualTo("Analyst");
        assertThat(user.path("nickName").asText()).isEqualTo("Countess");
        assertThat(user.path(ENTERPRISE).path("department").asText()).isEqualTo("Maths");
        assertThat(user.path(LICENCE).path("plan").asText()).isEqualTo("enterprise");
        assertThat(read(id).attributes().values())
                .isEqualTo(Map.of(
                        "userName",
                        "ada",
                        "title",
                        "Analyst",
                        "nickName",
                        "Countess",
                        "department",
                        "Maths",
                        PLAN,
                        "enterprise"));
        assertThat(app.writes()).isEqualTo(1);
    }

    @Test
    void areSetChangedAndClearedByOneUpdateEach() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));

        for (var wanted : new Desired[] {
            mapped(Map.of("title", "Analyst", "department", "Maths", PLAN, "enterprise")),
            mapped(Map.of("title", "Boss", "department", "Computing", PLAN, "free")),
            mapped(Map.of())
        }) {
            assertThat(client.update(id, Delta.between(wanted, read(id)))).isInstanceOf(Outcome.Agreed.class);

            assertThat(Delta.between(wanted, read(id)).isEmpty()).isTrue();
            assertThat(read(id).attributes()).isEqualTo(wanted.attributes());
        }
        assertThat(app.writes()).isEqualTo(4);
        assertThat(app.user("ada").orElseThrow().has(ENTERPRISE)).isFalse();
    }

    @Test
    void stayWhereNobodyManagesThem() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));
        app.edit("ada", "title", TextNode.valueOf("Countess"));

        var delta = Delta.between(desired("e-1", "ada", "displayName", "Ada"), read(id));
        client.update(id, delta);

        assertThat(app.user("ada").orElseThrow().path("title").asText()).isEqualTo("Countess");
    }

    @Test
    void areFoundByALoginThatIsMapped() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));

        assertThat(client.update(id, delta("userName", "ada@example.com"))).isInstanceOf(Outcome.Agreed.class);

        assertThat(client.find("none", "ADA@example.com").accounts)
                .extracting(Account::id)
                .containsExactly(id);
        assertThat(client.find("none", "ada").accounts).isEmpty();
    }

    @Test
    void areRefusedByTheAppWhoseSchemaDoesNotHaveThem() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));

        var foreign = "urn:example:params:scim:schemas:extension:other:1.0:User:plan";

        assertThat(client.update(id, delta(foreign, "free")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, foreign)));
    }

    @Test
    void areNotSentWhereScimHasNoPlaceForThem() throws AppFailure {
        var id = agreedId(client.create(desired("e-1", "ada")));

        assertThat(client.update(id, delta("active", "false")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, "active")));
        assertThat(client.create(desired("e-2", "grace", "plan", "free")))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, "plan")));
        assertThat(app.writes()).isEqualTo(1);
    }
}
