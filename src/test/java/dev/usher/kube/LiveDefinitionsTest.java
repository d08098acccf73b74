package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kube.LiveDefinitions.State;
import dev.usher.kube.StubbedApi.Answer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveDefinitionsTest {
    private static final String USERS = "provisionedusers.provisioning.usher.dev";
    private static final String STORED = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + USERS;
    private static final String SERVED = "/apis/provisioning.usher.dev/v1alpha1";
    private static final Answer FORBIDDEN = new Answer(403, "{}");

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanos = new AtomicLong();
    private final StubbedApi api = StubbedApi.answering(request -> {
        asked.add(request.path());
        return answers.getOrDefault(request.path(), new Answer(404, "{}"));
    });
    private final LiveDefinitions definitions = new LiveDefinitions(api.client(), nanos::get);

    @AfterEach
    void stopIt() {
        api.close();
    }

    private State users() {
        return definitions.ask(USERS).join();
    }

    private void stored(String metadata) {
        answers.put(STORED, new Answer(200, "{\"kind\": \"PartialObjectMetadata\", \"metadata\": " + metadata + "}"));
    }

    private void served(String verbs) {
        answers.put(STORED, FORBIDDEN);
        answers.put(SERVED, new Answer(200, """
                        {"kind": "APIResourceList", "groupVersion": "provisioning.usher.dev/v1alpha1", "resources": [
                          {"name": "provisionedusers/status", "verbs": ["get", "patch"]},
                          {"name": "provisionedusers", "verbs": [%s]}]}""".formatted(verbs)));
        definitions.forget();
    }

    @Test
    void areThereOrGoingOrGoneAsTheyAreStored() {
        stored("{}");
        assertThat(users()).isEqualTo(State.THERE);
        stored("{\"deletionTimestamp\": \"2026-11-27T08:00:00Z\"}");
        assertThat(users()).isEqualTo(State.GOING);
        answers.remove(STORED);
        assertThat(users()).isEqualTo(State.GONE);
        assertThat(asked).containsOnly(STORED);
    }

    @Test
    void areAsDiscoveryHasThemWhereTheyMayNotBeRead() {
        served("\"get\", \"list\", \"create\"");
        assertThat(users()).isEqualTo(State.THERE);
        served("\"delete\", \"deletecollection\", \"get\", \"list\", \"watch\"");
        assertThat(users()).isEqualTo(State.GOING);
        answers.put(SERVED, new Answer(200, "{\"kind\": \"APIResourceList\", \"resources\": []}"));
        definitions.forget();
        assertThat(users()).isEqualTo(State.GONE);
        answers.remove(SERVED);
        definitions.forget();
        assertThat(users()).isEqualTo(State.GONE);
    }

    @Test
    void areAskedOfDiscoveryAloneOnceTheyMayNotBeReadAndAllOfThemAtOnce() {
        served("\"create\"");
        users();
        var another = definitions.ask("targetapps.provisioning.usher.dev").join();

        assertThat(another).isEqualTo(State.GONE);
        assertThat(asked).containsExactly(STORED, SERVED);
    }

    @Test
    void areUnknownWhereNeitherAnswers() {
        answers.put(STORED, new Answer(500, "{}"));
        assertThatThrownBy(this::users).isInstanceOf(CompletionException.class);
        answers.put(STORED, FORBIDDEN);
        answers.put(SERVED, FORBIDDEN);
        assertThatThrownBy(this::users).isInstanceOf(CompletionException.class);
        assertThat(asked).contains(SERVED);
    }
}
