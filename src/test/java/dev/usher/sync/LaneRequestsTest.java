package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Target;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.domain.access.Company;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests it costs an app that speaks SCIM when many join at a time and enter one group. */
@Timeout(120)
class LaneRequestsTest {
    private static final int MANY = 200;
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);

    private final ScimSimulator app =
            ScimSimulator.builder().latency(Duration.ofMillis(10)).start();
    private final Stage stage = new Stage();

    @BeforeEach
    void opens() {
        app.requireToken("secret");
        app.addGroup("analysts");
        stage.world.company.hasRole("clerk", "github", "analysts");
        stage.world.declare();
        var timing = Timing.standard(stage.time, stage.time::nanos, () -> 0.5);
        stage.lane = new Lane(stage.app.id(), stage.ports(), timing, Stage.DIGESTS);
        stage.lane.start();
        stage.lane.pace(Stage.tempo(Stage.UNLIMITED));
        stage.lane.configure(setup());
        stage.awaits("the app was seen", () -> stage.lane.health().asked());
        app.reset();
    }

    private Setup setup() {
        var connector = new ScimConnector(_ -> new HttpTransport(LOCAL, Stage.UNLIMITED.concurrency()), stage.time);
        var settings = Map.<String, Object>of(
                "endpoint",
                app.endpoint().toString(),
                "auth",
                Map.of("bearer", Map.of("secretRef", Map.of("name", "github", "key", "token"))));
        return new Setup(
                connector,
                new AppConfig(stage.app.id(), "scim", settings),
                new Target(
                        Company.tenant("github"),
                        List.of(new SecretUse("token", "github", "token", List.of("127.0.0.1")))));
    }

    @AfterEach
    void ends() {
        stage.close();
        app.close();
    }

    private List<LoggedRequest> requests(String path) {
        return app.requests().stream()
                .filter(request -> request.path().contains(path))
                .toList();
    }

    /** A change and a read of its members for each hundred, where every account once cost several. */
    @Test
    void theirGroupCostsAFewOfThem() {
        var all =
                IntStream.range(0, MANY).mapToObj(number -> "joiner-" + number).toArray(String[]::new);
        for (var name : all) {
            stage.has(name, "clerk");
        }
        stage.settles(all);

        assertThat(app.members("analysts")).hasSize(MANY);
        assertThat(requests("/Groups")).hasSizeLessThanOrEqualTo(MANY / 10);
        assertThat(requests("/Users").stream().filter(LoggedRequest::isWrite)).hasSize(MANY);
    }
}
