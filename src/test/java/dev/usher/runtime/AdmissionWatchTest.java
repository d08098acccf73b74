package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.kube.AdmissionPolicies;
import dev.usher.kube.StubbedApi;
import dev.usher.kube.StubbedApi.Answer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of policies, and of who asked, by how an API server has them. */
class AdmissionWatchTest {
    private static final String BESIDE = "/api/v1/namespaces/usher-system/configmaps/usher-admission";
    private static final String POLICIES = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/";
    private static final String BINDINGS = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/";
    private static final String POLICY = "{\"failurePolicy\": \"Fail\"}";
    private static final String BINDING = "{\"validationActions\": [\"Deny\", \"Audit\"]}";
    private static final String METADATA =
            "\"metadata\": {\"uid\": \"UID\", \"generation\": 1, \"creationTimestamp\": \"2026-11-01T08:00:00Z\"}";

    private final Map<String, Answer> stored = new ConcurrentHashMap<>();
    private final StubbedApi api = StubbedApi.answering(request -> stored.getOrDefault(
            request.path(),
            new Answer(404, "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": 404}")));
    private final Map<String, Boolean> shown = new HashMap<>();
    private final AdmissionWatch watch = new AdmissionWatch(
            new AdmissionPolicies(api.client(), "usher-system", "usher-admission"),
            Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC),
            now -> {
                shown.clear();
                shown.putAll(now);
            });

    @AfterEach
    void stop() {
        watch.stop();
        api.close();
    }

    private void installed(String... names) {
        var lines = new StringBuilder();
        for (var name : names) {
            lines.append("{\"name\": \"%s\", \"object\": \"usher-%s\", \"policy\": %s, \"binding\": %s}\n"
                    .formatted(name, name, POLICY, BINDING));
            store(POLICIES + "usher-" + name, "ValidatingAdmissionPolicy", "1", POLICY);
            store(BINDINGS + "usher-" + name, "ValidatingAdmissionPolicyBinding", "1", BINDING);
        }
        stored.put(
                BESIDE,
                new Answer(
                        200,
                        "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": {}, \"data\": {\"policies\": \"%s\"}}"
                                .formatted(
                                        lines.toString().replace("\"", "\\\"").replace("\n", "\\n"))));
    }

    private void store(String path, String kind, String uid, String spec) {
        stored.put(
                path,
                new Answer(
                        200,
                        "{\"kind\": \"%s\", \"apiVersion\": \"admissionregistration.k8s.io/v1\", %s, \"spec\": %s}"
                                .formatted(kind, METADATA.replace("UID", uid), spec)));
    }

    private static AccessLock lockOf(String created) {
        var lock = new AccessLock();
        lock.setMetadata(new ObjectMetaBuilder().withCreationTimestamp(created).build());
        return lock;
    }

    @Test
    void eachThatIsAsItWasInstalledIsInForce() {
        installed("requester", "owners");

        watch.look();

        assertThat(shown).containsOnly(Map.entry("requester", true), Map.entry("owners", true));
    }

    @Test
    void oneThatIsGoneOrChangedOrMayNotBeSeenIsNot() {
        installed("requester", "owners", "define", "assign");
        stored.remove(BINDINGS + "usher-owners");
        store(
                BINDINGS + "usher-define",
                "ValidatingAdmissionPolicyBinding",
                "1",
                "{\"validationActions\": [\"Warn\"]}");
        stored.put(POLICIES + "usher-assign", new Answer(403, "{\"kind\": \"Status\", \"code\": 403}"));

        watch.look();

        assertThat(shown)
                .containsOnly(
                        Map.entry("requester", true),
                        Map.entry("owners", false),
                        Map.entry("define", false),
                        Map.entry("assign", false));
    }

    @Test
    void anApiServerThatDoesNotAnswerChangesNothing() {
        installed("requester");
        watch.look();
        stored.put(BESIDE, new Answer(500, "{}"));

        watch.look();

        assertThat(shown).containsOnly(Map.entry("requester", true));
    }

    @Test
    void onePolicyThatIsNotAnsweredForHidesNothingOfTheOthers() {
        installed("requester", "owners");
        watch.look();
        stored.put(POLICIES + "usher-requester", new Answer(500, "{}"));
        stored.remove(BINDINGS + "usher-owners");

        watch.look();

        assertThat(shown).containsOnly(Map.entry("requester", true), Map.entry("owners", false));
    }

    @Test
    void noneIsKnownToBeWhereNothingSaysWhichThereAre() {
        installed("requester");
        watch.look();
        stored.remove(BESIDE);

        watch.look();

        assertThat(shown).containsOnly(Map.entry("any", false));
        stored.put(
                BESIDE,
                new Answer(200, "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"data\": {\"policies\": \"[\"}}"));
        watch.look();
        assertThat(shown).containsOnly(Map.entry("any", false));
    }

    @Test
    void whoAskedIsVouchedForWhileThePolicyIsInForce() {
        installed("requester");

        assertThat(watch.test(lockOf("2026-11-30T11:00:00Z")))
                .as("before anybody looked")
                .isTrue();
        assertThat(watch.test(lockOf("2026-10-01T00:00:00Z")))
                .as("before there was a policy")
                .isFalse();
        stored.remove(BINDINGS + "usher-requester");
        assertThat(watch.test(lockOf("2026-11-30T11:00:00Z")))
                .as("since the last look it is gone")
                .isFalse();
    }

    @Test
    void whoAskedIsNotVouchedForWhereThePolicyWasPutBackSince() {
        installed("requester");
        watch.look();
        store(BINDINGS + "usher-requester", "ValidatingAdmissionPolicyBinding", "2", BINDING);

        assertThat(watch.test(lockOf("2026-11-30T11:59:50Z"))).isFalse();
    }

    @Test
    void whoAskedIsNotVouchedForWhereNobodyCanSay() {
        installed("requester");
        watch.look();
        stored.put(POLICIES + "usher-requester", new Answer(500, "{}"));

        assertThat(watch.test(lockOf("2026-11-30T11:00:00Z"))).isFalse();
    }

    @Test
    void whoAskedIsNotVouchedForWithoutSuchAPolicy() {
        installed("owners");

        assertThat(watch.test(lockOf("2026-11-30T11:00:00Z"))).isFalse();
    }
}
