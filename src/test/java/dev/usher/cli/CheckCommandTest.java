package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kube.StubbedApi;
import dev.usher.kube.StubbedApi.Answer;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each part of a check says of what is wrong, and what to do. */
class CheckCommandTest {
    private static final String TAKEN =
            "{\"kind\": \"Role\", \"apiVersion\": \"provisioning.usher.dev/v1alpha1\", \"metadata\": {\"name\": \"usher-check\"}}";
    private static final String BY_A_POLICY =
            "ValidatingAdmissionPolicy 'usher-system-usher-define' with binding 'usher-system-usher-define' denied request: to change `spec.grants` takes the verb define";

    private static String refused(int code, String message) {
        return "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": %d, \"message\": \"%s\"}"
                .formatted(code, message);
    }

    private static Optional<String> scraped(Answer answer) {
        try (var operator = StubbedApi.answering(_ -> answer)) {
            var url = URI.create(operator.client().getConfiguration().getMasterUrl());
            return Scrape.fault(url.resolve("/q/metrics"));
        }
    }

    @Test
    void metricsAreThoseOfAnOperatorInCharge() {
        assertThat(scraped(new Answer(200, "# HELP x\nusher_in_charge{version=\"1\"} 1.0\n")))
                .isEmpty();
        assertThat(scraped(new Answer(200, "usher_in_charge{version=\"1\"} 0.0\n"))
                        .orElseThrow())
                .contains("do not say that this process is in charge")
                .contains("the log of its pod");
        assertThat(scraped(new Answer(404, "")).orElseThrow()).contains("is it the operator that answers there?");
        assertThat(scraped(new Answer(403, "")).orElseThrow())
                .contains("nobody answers for metrics at http://127.0.0.1:")
                .contains("networkpolicies")
                .contains("port 8080");
    }

    private static Optional<String> example(Answer answer) {
        try (var api = StubbedApi.answering(_ -> answer)) {
            return new Rehearsal(api.client(), "people").example();
        }
    }

    private static Optional<String> canary(Answer answer) {
        try (var api = StubbedApi.answering(_ -> answer)) {
            return new Rehearsal(api.client(), "people").canary();
        }
    }

    @Test
    void nothingIsEverWritten() {
        try (var api = StubbedApi.answering(request -> request.query().contains("dryRun=All")
                ? new Answer(201, TAKEN)
                : new Answer(500, refused(500, "not a dry run")))) {
            assertThat(new Rehearsal(api.client(), "people").example()).isEmpty();
            assertThat(new Rehearsal(api.client(), "people").canary().orElseThrow())
                    .contains("is not in force");
        }
    }

    @Test
    void anExampleIsTakenOrItIsSaidWhoRefusesIt() {
        assertThat(example(new Answer(201, TAKEN))).isEmpty();
        assertThat(example(new Answer(403, refused(403, "roles is forbidden: User grace cannot create")))
                        .orElseThrow())
                .contains("`create` on accessroles.provisioning.usher.dev in namespace people");
        assertThat(example(new Answer(
                                403, refused(403, "ValidatingAdmissionPolicy 'no-roles' denied request: not here")))
                        .orElseThrow())
                .contains("a policy or a webhook of the cluster is in the way")
                .contains("no-roles");
        assertThat(example(new Answer(422, refused(422, "spec.description: Invalid value")))
                        .orElseThrow())
                .contains("would take none of yours")
                .contains("spec.description");
    }

    @Test
    void aCanaryIsRefusedByThePolicyOrItIsSaidThatItIsNot() {
        assertThat(canary(new Answer(403, refused(403, BY_A_POLICY)))).isEmpty();
        assertThat(canary(new Answer(201, TAKEN)).orElseThrow())
                .contains("can give access by them: the policy `define` is not in force there")
                .contains("`helm upgrade` brings it back")
                .contains("--unguarded");
        assertThat(canary(new Answer(403, refused(403, "exceeded quota"))).orElseThrow())
                .contains("was for another reason")
                .contains("exceeded quota");
    }
}
