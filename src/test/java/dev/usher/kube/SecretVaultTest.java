package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.connector.SecretUse;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.sync.NotOffered;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SecretVaultTest {
    private static final String APP = "scim.example.com";
    private static final String ISSUER = "login.example.com";
    private static final SecretUse ID = new SecretUse("id", "client", "id", List.of(ISSUER, APP));
    private static final SecretUse PASSWORD = new SecretUse("password", "client", "secret", List.of(ISSUER, APP));
    private static final SecretUse KEY = new SecretUse("key", "other", "key", List.of(APP));

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile int broken = 200;
    private final StubbedApi api = StubbedApi.answering(this::answer);
    private final SecretVault vault = new SecretVault(api.client());

    @AfterEach
    void close() {
        api.close();
    }

    private StubbedApi.Answer answer(StubbedApi.Request request) {
        asked.add(request.path());
        if (broken != 200) {
            return new StubbedApi.Answer(broken, "{}");
        }
        return secrets.containsKey(request.path())
                ? new StubbedApi.Answer(200, secrets.getOrDefault(request.path(), "{}"))
                : new StubbedApi.Answer(404, "{}");
    }

    private static String path(String name) {
        return "/api/v1/namespaces/people/secrets/" + name;
    }

    private void has(String name, int version, String label, String hosts, Map<String, String> data) {
        var values = new StringBuilder();
        data.forEach((key, value) -> values.append(values.isEmpty() ? "" : ", ")
                .append("\"%s\": \"%s\""
                        .formatted(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))));
        secrets.put(path(name), """
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "%s", "namespace": "people", "uid": "u-%s",
                 "resourceVersion": "%d", "labels": {"usher.dev/credential": "%s"},
                 "annotations": {"usher.dev/hosts": "%s"}}, "data": {%s}}
                """.formatted(name, name, version, label, hosts, values));
    }

    private void hasBoth() {
        has("client", 1, "true", ISSUER + ", SCIM.example.com", Map.of("id", "usher", "secret", "s3cret\n"));
        has("other", 7, "true", APP, Map.of("key", "k3y"));
    }

    private Failure refusal(SecretUse... uses) {
        return catchThrowableOfType(NotOffered.class, () -> vault.read("people", List.of(uses)))
                .failure();
    }

    private static Failure notOffered(String secret, String key, String hosts) {
        return Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, secret, key, hosts);
    }

    @Test
    void readsEachSecretOnceSoThatItsKeysGoTogether() throws NotOffered {
        hasBoth();

        var credentials = vault.read("people", List.of(ID, PASSWORD, KEY));

        assertThat(credentials.values())
                .isEqualTo(Map.of(
                        "id", new Sensitive("usher"),
                        "password", new Sensitive("s3cret"),
                        "key", new Sensitive("k3y")));
        assertThat(asked).containsExactly(path("client"), path("other"));
    }

    @Test
    void tellsWhatIsLackingOfWhatIsOptionalAndReadsTheRest() throws NotOffered {
        var optional = new SecretUse("archive", "archive", "token", List.of("archive.example.com"), true);
        hasBoth();
        var without = vault.read("people", List.of(ID, optional));
        assertThat(without.values()).isEqualTo(Map.of("id", new Sensitive("usher")));
        assertThat(without.lacking("archive")).contains(notOffered("archive", "token", "archive.example.com"));

        has("archive", 1, "true", "archive.example.com", Map.of("token", "t0ken"));
        var with = vault.read("people", List.of(ID, optional));
        assertThat(with.of("archive")).isEqualTo(new Sensitive("t0ken"));
        assertThat(with.lacking("archive")).isEmpty();
        assertThat(with.version()).isNotEqualTo(without.version());
    }

    @Test
    void tellsThatAnyOfThemChanged() throws NotOffered {
        hasBoth();
        var before = vault.read("people", List.of(ID, KEY));
        assertThat(vault.read("people", List.of(ID, KEY))).isEqualTo(before);

        has("other", 8, "true", APP, Map.of("key", "k3y"));
        var after = vault.read("people", List.of(ID, KEY));
        has("client", 2, "true", ISSUER + "," + APP, Map.of("id", "usher", "secret", "s3cret"));

        assertThat(after).isNotEqualTo(before);
        assertThat(vault.read("people", List.of(ID, KEY))).isNotEqualTo(after);
    }

    @Test
    void givesNothingThatIsNotOfferedToEachHostOfItsUse() {
        hasBoth();
        has("client", 1, "true", ISSUER, Map.of("id", "usher", "secret", "s3cret"));
        assertThat(refusal(KEY, ID)).isEqualTo(notOffered("client", "id", ISSUER + "," + APP));

        has("client", 1, "true", APP, Map.of("id", "usher", "secret", "s3cret"));
        assertThat(refusal(ID)).isEqualTo(notOffered("client", "id", ISSUER + "," + APP));

        has("client", 1, "true", "", Map.of("id", "usher", "secret", "s3cret"));
        assertThat(refusal(ID)).isEqualTo(notOffered("client", "id", ISSUER + "," + APP));

        has("client", 1, "true", "*.example.com", Map.of("id", "usher", "secret", "s3cret"));
        assertThat(refusal(ID)).isEqualTo(notOffered("client", "id", ISSUER + "," + APP));
    }

    @Test
    void saysTheSameOfASecretThatIsNotThereAndOneThatIsNotOffered() {
        assertThat(refusal(KEY)).isEqualTo(notOffered("other", "key", APP));

        has("other", 1, "false", APP, Map.of("key", "k3y"));
        assertThat(refusal(KEY)).isEqualTo(notOffered("other", "key", APP));

        has("other", 1, "true", APP, Map.of("another", "k3y"));
        assertThat(refusal(KEY)).isEqualTo(notOffered("other", "key", APP));

        has("other", 1, "true", APP, Map.of("key", " \n"));
        assertThat(refusal(KEY)).isEqualTo(notOffered("other", "key", APP));
    }

    @Test
    void waitsForAnApiServerThatDoesNotAnswer() {
        broken = 503;

        assertThat(refusal(KEY)).isEqualTo(Failure.of(Kind.WAITING, Detail.API_SERVER));
    }
}
