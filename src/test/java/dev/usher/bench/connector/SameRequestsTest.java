package dev.usher.bench.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ratio of two sides means hangs on this: they ask for the same. */
class SameRequestsTest {
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static List<String> requests(ScimSimulator app, Side side) throws Exception {
        app.reset();
        try (side) {
            new Onboarding(side, 1, 2).of(0, 5, 2);
        }
        return app.requests().stream().map(SameRequestsTest::text).toList();
    }

    private static String text(LoggedRequest request) {
        return (request + " " + request.body()).replaceAll(ID, "ID");
    }

    private static ScimSimulator app() {
        var app = ScimSimulator.start();
        new Newcomer(0).groups().forEach(app::addGroup);
        return app;
    }

    @Test
    void theConnectorSendsWhatPlainCodeSends() throws Exception {
        try (var one = app();
                var other = app()) {
            var byConnector = requests(one, new ByConnector(Session.open(one.endpoint(), one.token(), 1)));
            var byHand = requests(other, new ByHand(other.endpoint(), other.token(), 1));

            assertThat(byConnector).containsExactlyElementsOf(byHand);
            // Five are looked up by two keys and made; each of two groups is found once, and changed and read three
            // times.
            assertThat(byHand).hasSize(5 * 3 + 2 * (1 + 3 * 2));
            assertThat(one.members("team-0")).hasSize(5);
            assertThat(other.members("site-0")).hasSize(5);
        }
    }
}
