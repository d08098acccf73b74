package dev.usher.bench.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * What any operator would have to send, and nothing else: for each user a finalizer, in all apps at once what the plan says,
 * and a status. It is told of users by a line, reads nothing from Kubernetes, remembers nothing and decides nothing.
 */
final class NullOperator {
    /** As many API requests at a time as the real operator reconciles. */
    private static final int WRITES_AT_A_TIME = 16;

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withForce(true)
            .withFieldManager("null")
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .build();

    private final KubernetesClient client;
    private final NullPlan plan;
    private final ProvisionedUserStatus status;
    private final List<NullApp> apps;
    private final Semaphore writes = new Semaphore(WRITES_AT_A_TIME);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> users = new ArrayList<>();

    private NullOperator(KubernetesClient client, NullPlan plan) {
        this.client = client;
        this.plan = plan;
        this.status = client.getKubernetesSerialization().convertValue(plan.status(), ProvisionedUserStatus.class);
        this.apps =
                plan.apps().stream().map(target -> new NullApp(plan, target)).toList();
    }

    /** Lines: a plan, which is answered; names of users; an empty line, which is answered when all of them are done. */
    public static void main(String[] arguments) throws Exception {
        var json = new JsonMapper();
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        var config = Config.fromKubeconfig(Path.of(arguments[0]).toFile());
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var operator = new NullOperator(client, json.readValue(line, NullPlan.class));
                System.out.println("planned");
                operator.work(lines);
                System.out.println("done");
            }
        }
        System.exit(0);
    }

    private void work(BufferedReader lines) throws Exception {
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            var name = line;
            users.add(workers.submit(() -> onboard(name)));
        }
        for (var user : users) {
            user.get();
        }
        workers.close();
        apps.forEach(NullApp::close);
    }

    private String onboard(String name) throws Exception {
        write(() -> finalizer(name));
        var running = new ArrayList<Future<?>>();
        for (var app : apps) {
            running.add(workers.submit(() -> {
                app.provide(name);
                return name;
            }));
        }
        for (var provided : running) {
            provided.get();
        }
        write(() -> status(name));
        return name;
    }

    private void write(Callable<ProvisionedUser> request) throws Exception {
        writes.acquire();
        try {
            request.call();
        } finally {
            writes.release();
        }
    }

    private ProvisionedUser finalizer(String name) {
        var patch = new ProvisionedUser();
        patch.setMetadata(new ObjectMetaBuilder(meta(name))
                .withFinalizers("provisioning.usher.dev/null")
                .build());
        return client.resource(patch).patch(APPLY);
    }

    private ProvisionedUser status(String name) {
        var patch = new ProvisionedUser();
        patch.setMetadata(meta(name));
        patch.setStatus(status);
        return client.resource(patch).subresource("status").patch(APPLY);
    }

    private ObjectMeta meta(String name) {
        return new ObjectMetaBuilder()
                .withNamespace(plan.namespace())
                .withName(name)
                .build();
    }
}
