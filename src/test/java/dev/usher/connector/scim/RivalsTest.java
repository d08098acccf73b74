package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.LookUps.Oddity;
import dev.usher.simulator.dialect.LookUps.Unfindable;
import dev.usher.simulator.dialect.Quirk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is in the way of a creation is found, though an app hides them. */
class RivalsTest {
    private static Map<String, Object> looking(String... clues) {
        return Map.of("conflict", Map.of("lookUp", List.of(clues)));
    }

    private static List<String> rivals(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Exists.class);
        return outcome instanceof Outcome.Exists exists
                ? exists.candidates().stream()
                        .map(Account::attributes)
                        .map(values -> values.userName())
                        .toList()
                : List.of();
    }

    /** Who is in the way of ada, in an app with five others. */
    private static List<String> rivals(Map<String, Object> settings, String there, Quirk... quirks) throws AppFailure {
        try (var app = ScimSimulator.builder().pageCap(2).plays(quirks).start();
                var client = Client.open(app.endpoint(), app.token(), settings)) {
            for (var number = 1; number <= 5; number++) {
                app.addUser("user" + number);
            }
            app.addUser(there);
            return rivals(client.create(desired("e-1", "ada")));
        }
    }

    @Test
    void whoeverNoFilterShowsIsFoundInTheList() throws AppFailure {
        assertThat(rivals(Map.of(), "ada", new Unfindable("ada"))).isEmpty();
        assertThat(rivals(looking("externalId", "userName", "scan"), "ada", new Unfindable("ada")))
                .containsExactly("ada");
    }

    /** So that no setting is needed for apps that compare names letter by letter. */
    @Test
    void whoeverIsWrittenOtherwiseIsFoundInTheList() throws AppFailure {
        assertThat(rivals(Map.of(), "ADA", Oddity.USER_NAME_CASE_EXACT)).isEmpty();
        assertThat(rivals(looking("userName", "scan"), "ADA", Oddity.USER_NAME_CASE_EXACT))
                .containsExactly("ADA");
    }

    @Test
    void theListIsNotReadWhereAFilterShowsThem() throws AppFailure {
        try (var app = ScimSimulator.start();
                var client = Client.open(app.endpoint(), app.token(), looking("scan", "email", "userName"))) {
            app.addUser("ada");
            app.reset();

            assertThat(rivals(client.create(desired("e-1", "ada", "email", "a@x"))))
                    .containsExactly("ada");
            assertThat(app.requests()).extracting(request -> request.method()).containsExactly("POST", "GET");
        }
    }

    private static Reply answer(StubApp.Call call) {
        var cleo = "{\"id\": \"7\", \"userName\": \"cleo\", \"emails\": [{\"value\": \"b@x\"}, {\"value\": \"A@x\"}]}";
        var bob = "{\"id\": \"8\", \"userName\": \"bob\", \"emails\": [{\"value\": \"c@x\"}]}";
        if (call.method().equals("POST")) {
            return Reply.error(409, "uniqueness");
        }
        return call.target().contains("filter=emails.value%20eq%20%22a%40x%22")
                ? Reply.list(2, bob, cleo)
                : Reply.list(0);
    }

    @Test
    void whoeverHasTheSameEmailIsFound() throws AppFailure {
        var ada = desired("e-1", "ada", "email", "a@x");
        try (var app = StubApp.answering(RivalsTest::answer);
                var usual = Client.open(app.endpoint(), "token");
                var client = Client.open(app.endpoint(), "token", looking("externalId", "userName", "email", "scan"))) {
            assertThat(rivals(usual.create(ada))).isEmpty();
            app.calls.clear();
            assertThat(rivals(client.create(ada))).containsExactly("cleo");
            assertThat(app.calls).hasSize(4);
            assertThat(rivals(client.create(desired("e-1", "ada")))).isEmpty();
        }
    }

    @Test
    void aListThatIsNotCompleteIsAFailure() throws AppFailure {
        try (var app = StubApp.answering(call -> call.method().equals("POST")
                        ? Reply.error(409, "")
                        : call.target().contains("filter") ? Reply.list(0) : Reply.list(5));
                var client = Client.open(app.endpoint(), "token", looking("userName", "scan"))) {
            assertThat(client.create(desired("e-1", "ada")))
                    .isEqualTo(new Outcome.Failed(Failure.of(Kind.TRUNCATED, Detail.NONE)));
        }
    }
}
