package dev.usher.kube;

import dev.usher.sync.TrustedClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The API server's time, to the second, from the {@code Date} of an answer (RFC 9110, 6.6.1); any answer has one, also a
 * refusal.
 */
public final class ServerTime implements TrustedClock.SecondOpinion {
    private static final String PATH = "version";
    private static final int ANSWERED_WITHIN_SECONDS = 5;

    private final KubernetesClient client;

    public ServerTime(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Instant> ask() {
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(client.getConfiguration().getMasterUrl() + PATH)
                .timeout(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS)
                .build();
        var answer = http.sendAsync(request, byte[].class);
        try {
            var dates = answer.get(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS).headers("Date");
            return dates.isEmpty() ? Optional.empty() : parsed(dates.getFirst());
        } catch (ExecutionException | TimeoutException | KubernetesClientException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
