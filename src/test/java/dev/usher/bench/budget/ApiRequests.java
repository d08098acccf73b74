package dev.usher.bench.budget;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the API server has been asked since its start, from its own counters. */
public record ApiRequests(Map<Asked, Long> counts) {
    private static final Pattern LINE = Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE");

    /** Requests of one kind. */
    public record Asked(String resource, String subresource, String verb) {
        public boolean isWrite() {
            return WRITES.contains(verb);
        }
    }

    public static ApiRequests now(KubernetesClient client) {
        var counts = new HashMap<Asked, Long>();
        client.raw("/metrics").lines().forEach(line -> {
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                var labels = new HashMap<String, String>();
                LABEL.matcher(matcher.group(1)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
                var asked = new Asked(
                        labels.getOrDefault("resource", ""),
                        labels.getOrDefault("subresource", ""),
                        labels.getOrDefault("verb", ""));
                counts.merge(asked, (long) Double.parseDouble(matcher.group(2)), Long::sum);
            }
        });
        return new ApiRequests(counts);
    }

    public ApiRequests since(ApiRequests before) {
        var grown = new HashMap<Asked, Long>();
        counts.forEach((asked, count) -> {
            var more = count - before.counts.getOrDefault(asked, 0L);
            if (more > 0) {
                grown.put(asked, more);
            }
        });
        return new ApiRequests(grown);
    }

    public long of(Predicate<Asked> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long writesTo(String resource) {
        return of(asked -> asked.isWrite() && asked.resource().equals(resource));
    }
}
