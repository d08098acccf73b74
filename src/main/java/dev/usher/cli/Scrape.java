package dev.usher.cli;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an operator answers for its metrics, as Prometheus would ask. */
final class Scrape {
    private static final Pattern IN_CHARGE = Pattern.compile("(?m)^usher_in_charge\\{[^}]*} 1(\\.0)?$");
    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    /** A Service that was made a moment ago leads nowhere yet. */
    private static final int AGAIN_AT_MOST = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private Scrape() {}

    /** What is wrong; empty: nothing is. */
    static Optional<String> fault(URI metrics) {
        // Of its own, and not that of the cluster: what that one sends with each request is for the API server alone.
        var config = new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(metrics.resolve("/").toString())
                .withConnectionTimeout((int) TO_CONNECT.toMillis())
                .withRequestRetryBackoffLimit(AGAIN_AT_MOST)
                .withRequestRetryBackoffInterval((int) FIRST_PAUSE.toMillis())
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            return Optional.ofNullable(client.raw(metrics.getRawPath()))
                    .map(Scrape::said)
                    .orElseGet(() -> Optional.of("there are no metrics at " + metrics
                            + ": is it the operator that answers there? Prometheus would get none either"));
        } catch (KubernetesClientException e) {
            return Optional.of(
                    "nobody answers for metrics at " + metrics
                            + ", and Prometheus would get none either: `kubectl get endpointslices,networkpolicies -A` shows what leads there and what keeps others from it, the operator listens at port 8080");
        }
    }

    private static Optional<String> said(String metrics) {
        return IN_CHARGE.matcher(metrics).find()
                ? Optional.empty()
                : Optional.of(
                        "the metrics that were answered do not say that this process is in charge (usher_in_charge): the log of its pod says what it waits for");
    }
}
