package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Activity;
import dev.usher.simulator.dialect.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DialectOfLimitsTest {
    private final StandingClock clock = new StandingClock();

    private Playing limited(Limits.Rate.Headers headers) {
        Limits.Rate rate = new Limits.Rate(2, Duration.ofSeconds(60), headers);
        clock.pass(Duration.ofSeconds(10));
        return Playing.of(ScimSimulator.builder().clock(clock).plays(rate));
    }

    @Test
    void hasSoManySeatsForActiveAccounts() throws Exception {
        try (Playing app = Playing.of(new Limits.Seats(2, 403, "noSeats"))) {
            String ada = app.post("ada", "").id();
            app.post("bob", "");

            Reply third = app.post("cy", "");
            String inactive = app.post("dee", "'active':false").id();

            assertThat(third.status()).isEqualTo(403);
            assertThat(third.scimType()).isEqualTo("noSeats");
            assertThat(app.activate(inactive, true).status()).isEqualTo(403);
            assertThat(app.patch(ada, "{'op':'add','path':'title','value':'Dr'}")
                            .status())
                    .isEqualTo(200);
            app.activate(ada, false);
            assertThat(app.activate(inactive, true).status()).isEqualTo(200);
            assertThat(app.activate(ada, true).status()).isEqualTo(403);
        }
    }

    @Test
    void wantsASeatForAnAccountOfOldToo() throws Exception {
        try (Playing app = Playing.of(new Limits.Seats(1, 400, ""), Activity.Recreation.REACTIVATES_200)) {
            String ada = app.post("ada", "").id();
            app.activate(ada, false);
            app.post("bob", "");

            assertThat(app.post("ada", "").status()).isEqualTo(400);
            assertThat(app.user(ada).body().path("active")).hasToString("false");
        }
    }

    @Test
    void letsNobodyChangeSomeUsersAndGroups() throws Exception {
        try (Playing app = Playing.of(new Limits.Locked("owner", "admins"))) {
            String owner = app.simulator().addUser("owner");
            String admins = app.simulator().addGroup("admins");
            String rename = "{'op':'replace','path':'displayName','value':'x'}";

            assertThat(app.activate(owner, false).status()).isEqualTo(403);
            assertThat(app.put(owner, "owner", "").status()).isEqualTo(403);
            assertThat(app.scim().delete("/Users/" + owner).status()).isEqualTo(403);
            assertThat(app.scim().patch("/Groups/" + admins, rename).status()).isEqualTo(403);
            assertThat(app.scim().delete("/Groups/" + admins).status()).isEqualTo(403);
            assertThat(app.user(owner).status()).isEqualTo(200);
            assertThat(app.activate(app.simulator().addUser("ada"), false).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysInEachAnswerWhatIsLeft() throws Exception {
        try (Playing app = limited(Limits.Rate.Headers.X_EPOCH)) {
            Reply first = app.scim().get("/Users");

            assertThat(first.header("X-RateLimit-Limit")).isEqualTo("2");
            assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("1");
            assertThat(first.header("X-RateLimit-Reset"))
                    .isEqualTo(Long.toString(clock.instant().getEpochSecond() + 50));
        }
    }

    @Test
    void refusesWhatIsTooMuchUntilTheWindowEnds() throws Exception {
        try (Playing app = limited(Limits.Rate.Headers.X_SECONDS)) {
            app.post("ada", "");
            app.post("bob", "");

            Reply refused = app.post("cy", "");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("50");
            assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(refused.header("X-RateLimit-Reset")).isEqualTo("50");
            assertThat(app.simulator().users()).hasSize(2);
            clock.pass(Duration.ofSeconds(50));
            assertThat(app.post("cy", "").status()).isEqualTo(201);
        }
    }

    @Test
    void saysWhatIsLeftAsTheDraftDoes() throws Exception {
        try (Playing app = limited(Limits.Rate.Headers.DRAFT)) {
            Reply first = app.scim().get("/Users");

            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=60");
            assertThat(first.header("RateLimit")).isEqualTo("\"default\";r=1;t=50");
            assertThat(first.header("X-RateLimit-Limit")).isEmpty();
        }
    }
}
