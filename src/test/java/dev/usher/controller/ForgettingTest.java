package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.quality.Problem;
import dev.usher.kube.PersonalData;
import dev.usher.kube.StubbedApi;
import dev.usher.sync.Confirmation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgettingTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Problem DENIED = new Problem(Problem.Kind.ForgettingDenied, "ada");
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final Neighbourhood here = new Neighbourhood();
    private final ProvisionedUser ada = here.has("ada", "{userName: ada, displayName: Ada Lovelace}");
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> askedBeforeReserving = new CopyOnWriteArrayList<>();
    private volatile int answer = OK;
    private volatile Confirmation unheld = Confirmation.CONFIRMED;
    private volatile boolean reserves = true;
    private final StubbedApi api = StubbedApi.answering(request -> {
        asked.add(request.method() + " " + request.body());
        return new StubbedApi.Answer(
                answer,
                answer == OK
                        ? "{\"apiVersion\": \"provisioning.usher.dev/v1alpha1\", \"kind\": \"ProvisionedUser\", \"metadata\": {\"name\": \"ada\"}}"
                        : "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": " + answer + "}");
    });
    private final Forgetting forgetting = new Forgetting(
            new Circle(here.caches, here.accesses()),
            (user, decided) -> askedBeforeReserving.add(asked.size()) && reserves,
            new PersonalData(api.client()),
            (user, now) -> unheld);

    @BeforeEach
    void isToBeEmptied() {
        ada.getMetadata().setResourceVersion("7");
        here.hasPolicy("people", "{forgetAfterSeconds: 60, forgetting: Empty}");
    }

    @AfterEach
    void stopIt() {
        api.close();
    }

    @Test
    void emptiesAndRemembersIt() {
        var step = forget(NOW);

        assertThat(step.resolution().next().forgottenAt()).contains(NOW);
        assertThat(step.again()).isEmpty();
        assertThat(asked).singleElement().asString().startsWith("PATCH").contains("\"displayName\":null", "\"7\"");
    }

    @Test
    void forgetsNothingWhereTheNameCannotBeReservedAndSaysSo() {
        reserves = false;

        var step = forget(NOW);

        assertThat(asked).isEmpty();
        assertThat(step.resolution().problems()).contains(new Problem(Problem.Kind.NameNotReserved, "ada"));
        assertThat(step.again()).hasValueSatisfying(again -> assertThat(again).isAfter(NOW));
    }

    @Test
    void deletesWhereThePolicySaysSo() {
        here.hasPolicy("people", "{forgetAfterSeconds: 60}");

        var step = forget(NOW);

        assertThat(step.resolution().next().forgottenAt()).isEmpty();
        assertThat(step.again()).isEmpty();
        assertThat(asked).singleElement().asString().startsWith("DELETE").contains("\"7\"");
        assertThat(askedBeforeReserving).as("names are reserved before").containsExactly(0);
    }

    @Test
    void forgetsNobodyOfWhomAHoldThatNoCacheHasSeenKeepsEverythingAndLooksAgain() {
        for (var said : List.of(Confirmation.CHANGED, Confirmation.UNKNOWN)) {
            unheld = said;

            var step = forget(NOW);

            assertThat(asked).as(said.name()).isEmpty();
            assertThat(step.again()).as(said.name()).hasValue(NOW.plusSeconds(10));
        }
        unheld = Confirmation.CONFIRMED;
        forget(NOW);
        assertThat(asked).isNotEmpty();
    }

    @Test
    void asksForNothingThatIsNotDue() {
        var step = forgetting.forget(ada, resolution(false), NOW);

        assertThat(step.resolution()).isEqualTo(resolution(false));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 412})
    void looksAgainAtTheNewerVersionOfAUserWhoChanged(int conflict) {
        answer = conflict;

        var step = forget(NOW);

        assertThat(step.resolution()).isEqualTo(resolution(true));
        assertThat(step.again()).contains(NOW.plusSeconds(1));

        answer = OK;
        assertThat(forget(NOW.plusSeconds(1)).resolution().next().forgottenAt()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 422, 500})
    void saysThatItIsDeniedAndTriesAgainWhenItIsNot(int denial) {
        answer = denial;

        var step = forget(NOW);

        assertThat(step.resolution().problems()).containsExactly(DENIED);
        assertThat(step.resolution().next().forgottenAt()).isEmpty();
        var again = step.again().orElseThrow();

        answer = OK;
        var next = forget(again);
        assertThat(next.resolution().problems()).isEmpty();
        assertThat(next.resolution().next().forgottenAt()).contains(again);
        assertThat(next.again()).isEmpty();
    }

    @Test
    void goesOnSayingThatItIsDeniedWhereSomebodyElseWroteInBetween() {
        answer = FORBIDDEN;
        var again = forget(NOW).again().orElseThrow();

        answer = 409;
        var step = forget(again);

        assertThat(step.resolution().problems()).containsExactly(DENIED);
        assertThat(step.again()).contains(again.plusSeconds(1));
    }

    /** Whatever makes the reconciler look in between. */
    @Test
    void asksNobodyWhoDeniesMoreOftenThanOnceAMinuteNorLessThanEveryTenMinutes() {
        answer = FORBIDDEN;
        var at = NOW;
        for (var attempt = 1; attempt < 9; attempt++) {
            var again = forget(at).again().orElseThrow();
            assertThat(again).isBetween(at.plusSeconds(60), at.plusSeconds(600));

            var between = forget(again.minusMillis(1));
            assertThat(between.resolution().problems()).containsExactly(DENIED);
            assertThat(between.again()).contains(again);
            assertThat(asked).hasSize(attempt);
            at = again;
        }
    }

    @Test
    void beginsAnewWithSomebodyWhoCameBackMeanwhile() {
        answer = FORBIDDEN;
        forget(NOW);

        assertThat(forgetting.forget(ada, resolution(false), NOW).resolution().problems())
                .isEmpty();

        forget(NOW);
        assertThat(asked).hasSize(2);
    }

    @Test
    void leavesItToTheFrameworkWhereTheApiServerCannotAnswer() {
        answer = 503;

        assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> forget(NOW));
    }

    private Forgetting.Step forget(Instant now) {
        return forgetting.forget(ada, resolution(true), now);
    }

    private static Resolution resolution(boolean forgets) {
        return new Resolution(LifecycleState.Purged, false, forgets, Map.of(), Memory.NONE, List.of(), List.of());
    }
}
