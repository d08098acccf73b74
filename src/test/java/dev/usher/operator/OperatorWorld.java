package dev.usher.operator;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An installation of the packaged operator on a real API server, with some companies that it looks after.
 *
 * <p>Each company is a namespace that no other test has, so that tests of one class share a running operator and nothing
 * else. The operator has a ServiceAccount of its own, by which its requests are told from the tests' in the audit log.
 */
final class OperatorWorld implements AutoCloseable {
    private static final String ACCOUNT = "usher";

    private final ControlPlane plane;
    private final String home;
    private final List<String> namespaces;
    private final Deque<String> free;
    private final Deque<Runnable> endings = new ArrayDeque<>();

    private OperatorWorld(ControlPlane plane, String home, List<String> namespaces) {
        this.plane = plane;
        this.home = home;
        this.namespaces = namespaces;
        this.free = new ArrayDeque<>(namespaces);
    }

    /** Makes the namespaces of the operator and of so many companies; nothing runs yet. */
    static OperatorWorld prepare(ControlPlane plane, TestNamespace home, int companies) {
        List<String> namespaces = new ArrayList<>();
        for (var number = 1; number <= companies; number++) {
            namespaces.add(namespace(plane, home + "-" + number));
        }
        var world = new OperatorWorld(plane, home.name(), List.copyOf(namespaces));
        world.makeAccount();
        return world;
    }

    /** The same with a namespace of the operator's own, for tests of one class that cannot share an operator. */
    static OperatorWorld prepareAlone(ControlPlane plane, String purpose, int companies) {
        var name = purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
        return prepare(plane, new TestNamespace(namespace(plane, name)), companies);
    }

    private static String namespace(ControlPlane plane, String name) {
        plane.adminClient()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    private void makeAccount() {
        var client = plane.adminClient();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .withNamespace(home)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("usher-" + home)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", ACCOUNT, home)
                        .build())
                .create();
    }

    /** A company that no test has used yet. */
    Company company() {
        if (free.isEmpty()) {
            throw new IllegalStateException("more companies than were prepared");
        }
        var company = new Company(plane, free.remove());
        endings.push(company::close);
        return company;
    }

    /** Starts an operator and returns when it works. */
    OperatorProcess startOperator() {
        var operator = launchOperator(Map.of());
        operator.awaitReady();
        return operator;
    }

    /** Starts an operator for which it is this time, past or future, and returns when it works. */
    OperatorProcess startOperatorAt(Instant time) {
        var operator = launchOperatorAt(time, Map.of());
        operator.awaitReady();
        return operator;
    }

    /** Starts an operator for which it is this time, with more in its environment; returns at once. */
    OperatorProcess launchOperatorAt(Instant time, Map<String, String> more) {
        var operator = OperatorProcess.startAt(time, plane.kubeconfigFor(home, ACCOUNT), environment(more));
        endings.push(operator::close);
        return operator;
    }

    /** Starts an operator with more in its environment, or an empty text for what is not to be there; returns at once. */
    OperatorProcess launchOperator(Map<String, String> more) {
        var operator = OperatorProcess.start(plane.kubeconfigFor(home, ACCOUNT), environment(more));
        endings.push(operator::close);
        return operator;
    }

    /** Starts an operator whose standard output goes elsewhere; returns at once. */
    OperatorProcess launchOperatorInto(Path output, Map<String, String> more) {
        var operator = OperatorProcess.startInto(output, plane.kubeconfigFor(home, ACCOUNT), environment(more));
        endings.push(operator::close);
        return operator;
    }

    /** What the operator reaches the API server with. */
    Path kubeconfig() {
        return plane.kubeconfigFor(home, ACCOUNT);
    }

    /** Starts an operator that reaches the API server in another way; returns at once. */
    OperatorProcess launchOperator(Path kubeconfig) {
        return launchOperator(kubeconfig, Map.of());
    }

    /** The same with more in its environment. */
    OperatorProcess launchOperator(Path kubeconfig, Map<String, String> more) {
        var operator = OperatorProcess.start(kubeconfig, environment(more));
        endings.push(operator::close);
        return operator;
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "USHER_WATCH_NAMESPACES",
                String.join(",", namespaces),
                "USHER_NAMESPACE",
                home,
                "USHER_NETWORK_ALLOWED",
                "127.0.0.0/8",
                "USHER_NETWORK_PLAINTEXT",
                "true"));
        environment.putAll(more);
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    /** The namespace of the operator itself. */
    String home() {
        return home;
    }

    /** The name under which the API server knows the operator. */
    String operatorUser() {
        return "system:serviceaccount:" + home + ":" + ACCOUNT;
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
