package dev.usher.bench.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.api.ProvisionedUser;
import dev.usher.net.Body;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpTransport;
import dev.usher.net.Limits;
import dev.usher.net.NetworkPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What any operator has to read after its start: all users, and of all apps at once every account and the group. */
final class NullStart {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1_000;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);

    private NullStart() {}

    /** The kubeconfig and the namespaces; then a line for each app: endpoint, token and group; an empty one is answered at the end. */
    public static void main(String[] arguments) throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        var config = Config.fromKubeconfig(Path.of(arguments[0]).toFile());
        var reads = new ArrayList<Callable<Integer>>();
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            var words = line.split(" ", -1);
            reads.add(() -> read(new NullPlan.Target(words[0], words[1], words[2])));
        }
        try (var client = new KubernetesClientBuilder().withConfig(config).build();
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var namespace : List.of(arguments).subList(1, arguments.length)) {
                reads.add(() -> client.resources(ProvisionedUser.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                        .size());
            }
            var running = new ArrayList<Future<Integer>>();
            reads.forEach(read -> running.add(workers.submit(read)));
            var all = 0;
            for (var read : running) {
                all += read.get();
            }
            System.out.println(all);
        }
        System.exit(0);
    }

    private static int read(NullPlan.Target app) throws Exception {
        try (var transport = new HttpTransport(LOCAL, 1)) {
            var rows = 0;
            var total = 1;
            while (rows < total) {
                var page = JSON.readTree(
                        get(transport, app, "/Users?startIndex=" + (rows + 1) + "&count=" + PAGE).stream());
                total = page.path("totalResults").asInt();
                rows += Math.max(1, page.path("Resources").size());
            }
            get(transport, app, "/Groups?excludedAttributes=members");
            get(transport, app, "/Groups/" + app.group());
            return rows;
        }
    }

    private static Body get(HttpTransport transport, NullPlan.Target app, String path) throws Exception {
        var headers = Map.of("Authorization", "Bearer " + app.token(), "Accept", "application/scim+json");
        return transport
                .send(new HttpRequest(
                        "GET", URI.create(app.endpoint() + path), headers, Body.NONE, DEADLINE, Limits.DEFAULT))
                .body();
    }
}
