package dev.usher.bench.budget;

import dev.usher.api.TargetApp;
import dev.usher.bench.budget.NullPlan.Limit;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.OperatorProcess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Everything that runs: a control plane, apps, an operator that is packaged, and one that is null. */
final class Plant implements AutoCloseable {
    private static final String HOME = "usher-system";
    private static final int COMPANIES = 24;
    private static final Duration APPS_READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final Deque<String> free = new ArrayDeque<>();
    private final List<Company> companies = new ArrayList<>();
    private final ControlPlane plane;
    private final boolean lasts;
    private final Farm farm;
    private final RemoteNull bare;
    private OperatorProcess operator;

    private Plant(ControlPlane plane, boolean lasts) {
        this.plane = plane;
        this.lasts = lasts;
        endings.push(plane::close);
        namespace(HOME);
        List.of("usher", "null").forEach(this::account);
        IntStream.range(0, COMPANIES).mapToObj(number -> "company-" + number).forEach(name -> {
            namespace(name);
            free.add(name);
        });
        farm = lasts ? Farm.quick() : new Farm();
        endings.push(farm::close);
        bare = new RemoteNull(jvm(), plane.kubeconfigFor(HOME, "null"));
        endings.push(bare::close);
        operator = launch();
        operator.awaitReady();
    }

    /** @param lasts whether what runs is given both compilers of the JVM, and else the quick one alone */
    static Plant start(boolean lasts) {
        return new Plant(ControlPlane.start(Extra.CRDS), lasts);
    }

    private void namespace(String name) {
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** May do everything, but is not exempt from the API server's fairness as an administrator is. */
    private void account(String name) {
        client().resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(HOME)
                        .endMetadata()
                        .build())
                .create();
        client().resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", name, HOME)
                        .build())
                .create();
    }

    /** Starts an operator that looks after those namespaces that the null operator has nothing to do with. */
    private OperatorProcess launch() {
        var environment = new HashMap<String, String>();
        environment.put(
                "USHER_WATCH_NAMESPACES",
                String.join(
                        ",",
                        IntStream.range(0, COMPANIES / 2)
                                .mapToObj(number -> "company-" + number)
                                .toList()));
        environment.put("USHER_NAMESPACE", HOME);
        environment.put("USHER_NETWORK_ALLOWED", "127.0.0.0/8");
        environment.put("USHER_NETWORK_PLAINTEXT", "true");
        Optional.ofNullable(System.getenv("USHER_BENCH_OPERATOR_JVM"))
                .ifPresent(options -> environment.put("JAVA_TOOL_OPTIONS", options));
        var kubeconfig = plane.kubeconfigFor(HOME, "usher");
        var started = lasts
                ? OperatorProcess.startToLast(kubeconfig, environment)
                : OperatorProcess.start(kubeconfig, environment);
        endings.push(() -> end(started));
        return started;
    }

    /** In order, so that whatever the JVM was told to record is written. */
    private static void end(OperatorProcess operator) {
        try (operator) {
            if (operator.isAlive()) {
                operator.stop();
            }
        }
    }

    /** The options of a JVM beside the operator's. */
    List<String> jvm() {
        return lasts ? Piped.LASTING : Piped.SHORT_LIVED;
    }

    OperatorProcess operator() {
        return operator;
    }

    /** Ends the operator in order; {@link #startAgain} starts the next one. */
    void stopOperator() {
        operator.stop();
    }

    /** Starts an operator in the place of the one before, and returns at once. */
    void startAgain() {
        operator = launch();
    }

    /** A kubeconfig with the rights of the null operator. */
    Path kubeconfigOfNull() {
        return plane.kubeconfigFor(HOME, "null");
    }

    KubernetesClient client() {
        return plane.adminClient();
    }

    Farm farm() {
        return farm;
    }

    RemoteNull bare() {
        return bare;
    }

    /** A company that the operator looks after, with so many apps that answer after a time. */
    Company company(int apps, Duration latency) {
        return company(apps, latency, Farm.USUAL_PAGE);
    }

    /** The same with apps that show so many accounts on a page. */
    Company company(int apps, Duration latency, int page) {
        var company = company(free.removeFirst(), apps, latency, page);
        companies.add(company);
        return company;
    }

    /** Those that the operator looks after, in the order in which they came. */
    List<Company> companies() {
        return List.copyOf(companies);
    }

    /** A company that is the null operator's. */
    Company companyOfNull(int apps, Duration latency) {
        return company(free.removeLast(), apps, latency, Farm.USUAL_PAGE);
    }

    private Company company(String namespace, int apps, Duration latency, int page) {
        var company = new Company(client(), namespace);
        for (var number = 0; number < apps; number++) {
            company.with(farm, farm.start(namespace + "-app-" + number, latency, page));
        }
        return company;
    }

    /** Declares a company's apps, and returns when all are seen to be well. */
    void declare(Company company, Limit limit) {
        company.declare(limit);
        Waiting.until(
                APPS_READY_WITHIN,
                LOOK_EVERY,
                "not every app was ready",
                () -> targets(company).stream().allMatch(Plant::isReady));
    }

    /** Whether every app was read when it had so many accounts. */
    boolean shows(Company company, int accounts) {
        return targets(company).stream()
                .allMatch(app -> app.getStatus().inventory() != null
                        && Optional.ofNullable(app.getStatus().inventory().accounts())
                                        .orElse(0)
                                >= accounts);
    }

    private List<TargetApp> targets(Company company) {
        return client().resources(TargetApp.class)
                .inNamespace(company.namespace())
                .list()
                .getItems();
    }

    private static boolean isReady(TargetApp app) {
        return app.getStatus() != null
                && app.getStatus().inventory() != null
                && app.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True"));
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
