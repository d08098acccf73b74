package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.RawScim.Reply;
import dev.usher.simulator.dialect.Activity;
import org.junit.jupiter.api.Test;

class DialectOfActivityTest {
    private static final String ADA = "userName eq \"ada\"";

    private static boolean active(Playing app) {
        return app.simulator().user("ada").orElseThrow().path("active").asBoolean();
    }

    @Test
    void disablesByPatchOnly() throws Exception {
        try (Playing app = Playing.of(Activity.Via.PATCH)) {
            String id = app.post("ada", "").id();

            assertThat(app.put(id, "ada", "'active':false").status()).isEqualTo(200);
            assertThat(active(app)).isTrue();
            app.activate(id, false);
            assertThat(active(app)).isFalse();
            app.put(id, "ada", "'title':'Dr'");
            assertThat(active(app)).isFalse();
        }
    }

    @Test
    void disablesByPutOnly() throws Exception {
        try (Playing app = Playing.of(Activity.Via.PUT)) {
            String id = app.post("ada", "").id();

            assertThat(app.activate(id, false).status()).isEqualTo(200);
            assertThat(active(app)).isTrue();
            app.put(id, "ada", "'active':false");
            assertThat(active(app)).isFalse();
        }
    }

    @Test
    void disablesByDeleteOnly() throws Exception {
        try (Playing app = Playing.of(Activity.Via.DELETE, Activity.Deletion.DISABLES)) {
            String id = app.post("ada", "'active':false").id();
            assertThat(active(app)).isTrue();

            app.activate(id, false);
            app.put(id, "ada", "'active':false");
            assertThat(active(app)).isTrue();
            assertThat(app.scim().delete("/Users/" + id).status()).isEqualTo(204);
            assertThat(active(app)).isFalse();
            app.activate(id, true);
            assertThat(active(app)).isTrue();
        }
    }

    @Test
    void hasNoSuchSwitch() throws Exception {
        try (Playing app = Playing.of(Activity.Via.NOTHING)) {
            String id = app.post("ada", "'active':false").id();

            assertThat(app.activate(id, false).status()).isEqualTo(200);
            assertThat(active(app)).isTrue();
        }
    }

    @Test
    void showsADisabledAccountToNobody() throws Exception {
        try (Playing app = Playing.of(Activity.Disabled.NOT_FOUND)) {
            String id = app.post("ada", "").id();

            assertThat(app.activate(id, false).status()).isEqualTo(200);

            assertThat(app.user(id).status()).isEqualTo(404);
            assertThat(app.count("")).isZero();
            assertThat(app.count(ADA)).isZero();
            assertThat(app.activate(id, false).status()).isEqualTo(404);
            assertThat(app.patch(id, "{'op':'add','path':'title','value':'Dr'}").status())
                    .isEqualTo(404);
            assertThat(app.scim().delete("/Users/" + id).status()).isEqualTo(404);
            assertThat(app.post("ada", "").status()).isEqualTo(409);
            assertThat(app.activate(id, true).status()).isEqualTo(200);
            assertThat(app.user(id).status()).isEqualTo(200);
            app.activate(id, false);
            assertThat(app.put(id, "ada", "'active':true").status()).isEqualTo(200);
            assertThat(app.count("")).isEqualTo(1);
        }
    }

    @Test
    void obfuscatesADisabledAccount() throws Exception {
        try (Playing app = Playing.of(Activity.Disabled.OBFUSCATED)) {
            String id = app.simulator().addUser(RawUsers.full("ada"));

            Reply disabled = app.activate(id, false);

            assertThat(disabled.body().path("active")).hasToString("false");
            assertThat(disabled.body().path("userName").asText()).matches("[0-9a-f]{32}");
            assertThat(app.user(id).body()).isEqualTo(disabled.body());
            assertThat(app.scim()
                            .get("/Users")
                            .body()
                            .at("/Resources/0/emails/0/value")
                            .asText())
                    .endsWith("@obfuscated.invalid");
            assertThat(app.count(ADA)).isZero();
            assertThat(app.count("externalId eq \"ext-ada\"")).isEqualTo(1);
            assertThat(app.count(
                            "userName eq \"" + disabled.body().path("userName").asText() + "\""))
                    .isEqualTo(1);
            assertThat(app.simulator().user("ada")).isPresent();
            assertThat(app.activate(id, true).body().path("userName").asText()).isEqualTo("ada");
        }
    }

    @Test
    void deletesWhoIsSetInactive() throws Exception {
        try (Playing app = Playing.of(Activity.Inactive.DELETED)) {
            String id = app.post("ada", "").id();

            assertThat(app.activate(id, false).status()).isEqualTo(200);

            assertThat(app.user(id).status()).isEqualTo(404);
            assertThat(app.activate(id, true).status()).isEqualTo(404);
            assertThat(app.simulator().users()).isEmpty();
            assertThat(app.post("ada", "").id()).isNotEqualTo(id);
        }
    }

    @Test
    void disablesOnDelete() throws Exception {
        try (Playing app = Playing.of(Activity.Deletion.DISABLES)) {
            String id = app.post("ada", "").id();

            assertThat(app.scim().delete("/Users/" + id).status()).isEqualTo(204);

            assertThat(app.user(id).body().path("active")).hasToString("false");
            assertThat(app.count("")).isEqualTo(1);
            assertThat(app.scim().delete("/Users/" + id).status()).isEqualTo(204);
        }
    }

    @Test
    void keepsTheNameOfADeletedAccountThatNobodySees() throws Exception {
        try (Playing app = Playing.of(Activity.Deletion.SOFT)) {
            String id = app.post("ada", "").id();
            app.simulator().addGroup("eng");
            app.simulator().addMember("eng", "ada");

            assertThat(app.scim().delete("/Users/" + id).status()).isEqualTo(204);

            assertThat(app.user(id).status()).isEqualTo(404);
            assertThat(app.activate(id, true).status()).isEqualTo(404);
            assertThat(app.count("")).isZero();
            assertThat(app.count(ADA)).isZero();
            assertThat(app.simulator().members("eng")).isEmpty();
            assertThat(app.post("ada", "").status()).isEqualTo(409);
            assertThat(active(app)).isFalse();
            app.simulator().purgeDeleted();
            assertThat(app.post("ada", "").status()).isEqualTo(201);
        }
    }

    @Test
    void forbidsDeletion() throws Exception {
        try (Playing forbidding = Playing.of(Activity.Deletion.FORBIDDEN);
                Playing without = Playing.of(Activity.Deletion.NOT_ALLOWED)) {
            String there = forbidding.post("ada", "").id();
            String here = without.post("ada", "").id();

            assertThat(forbidding.scim().delete("/Users/" + there).status()).isEqualTo(403);
            assertThat(without.scim().delete("/Users/" + here).status()).isEqualTo(405);
            assertThat(active(forbidding)).isTrue();
            assertThat(active(without)).isTrue();
        }
    }

    @Test
    void enablesTheAccountOfOldInsteadOfCreatingOne() throws Exception {
        try (Playing slack = Playing.of(Activity.Recreation.REACTIVATES_200);
                Playing linking = Playing.of(Activity.Recreation.REACTIVATES_201, Activity.Deletion.SOFT)) {
            String there = slack.post("ada", "'title':'Dr'").id();
            String here = linking.post("ada", "").id();
            assertThat(slack.post("ada", "").status()).isEqualTo(409);
            slack.activate(there, false);
            linking.scim().delete("/Users/" + here);

            Reply again = slack.post("ADA", "'title':'Prof'");
            Reply linked = linking.post("ada", "");

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.id()).isEqualTo(there);
            assertThat(again.body().path("title").asText()).isEqualTo("Prof");
            assertThat(active(slack)).isTrue();
            assertThat(linked.status()).isEqualTo(201);
            assertThat(linked.id()).isEqualTo(here);
            assertThat(linking.user(here).body().path("active")).hasToString("true");
        }
    }
}
