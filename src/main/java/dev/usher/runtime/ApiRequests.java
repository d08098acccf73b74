package dev.usher.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the API server is asked for, by the method and by how it answers; what is asked for is not told apart. */
final class ApiRequests implements Interceptor {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> CODES = List.of("2xx", "4xx", "409", "429", "5xx", "none");

    private final MeterRegistry registry;
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

    private record Kind(String method, String code) {}

    ApiRequests(MeterRegistry registry) {
        this.registry = registry;
        METHODS.forEach(method -> CODES.forEach(code -> of(new Kind(method, code))));
    }

    private Counter of(Kind kind) {
        return counters.computeIfAbsent(kind, this::register);
    }

    private Counter register(Kind kind) {
        return Counter.builder("usher.api.server.requests")
                .description("Requests to the API server of Kubernetes, by how it answered")
                .tag("method", kind.method())
                .tag("code", kind.code())
                .register(registry);
    }

    private void count(HttpRequest request, String code) {
        var method = METHODS.contains(request.method()) ? request.method() : "GET";
        of(new Kind(method, code)).increment();
    }

    /** Where a watch begins, the answer is that the protocol changes. */
    private static String code(int status) {
        if (status < 400) {
            return "2xx";
        }
        if (status >= 500) {
            return "5xx";
        }
        return status == 409 || status == 429 ? Integer.toString(status) : "4xx";
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        count(request, code(response.code()));
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        count(request, "none");
    }
}
