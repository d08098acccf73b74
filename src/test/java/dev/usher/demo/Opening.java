package dev.usher.demo;

import static dev.usher.cluster.ControlPlane.Extra.CONTROLLER_MANAGER;
import static dev.usher.cluster.ControlPlane.Extra.CRDS;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts what the acts need, before the eyes of the person. */
final class Opening {

    private static final String OPERATOR_NAMESPACE = "usher-system";

    private final Progress progress;
    private final Closing closing;

    Opening(Progress progress, Closing closing) {
        this.progress = progress;
        this.closing = closing;
    }

    Stage stage(Samples samples, Map<String, String> operatorEnvironment) {
        ControlPlane plane = progress.timed("Kubernetes: a real API server with etcd", this::cluster)
                .value();
        List<App> apps = samples.startApps();
        apps.forEach(closing::add);
        progress.done("Apps that speak SCIM, simulated: " + addresses(apps));
        Optional<Directory> directory = directory();
        directory.ifPresent(apps::add);
        Optional<Database> database = database();
        database.ifPresent(apps::add);
        var operator = progress.timed(
                "The operator, from its start until it is ready",
                () -> operator(plane.kubeconfig(), operatorEnvironment));
        return new Stage(plane, apps, directory, database, operator.value().log(), operator.took());
    }

    /** Not everybody has one, and nothing is installed for a demo. */
    private Optional<Directory> directory() {
        try {
            var directory = closing.add(Directory.start());
            progress.done("A directory that speaks LDAP, OpenLDAP: on port " + directory.port());
            return Optional.of(directory);
        } catch (IllegalStateException e) {
            progress.leftOut("A directory that speaks LDAP: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Database> database() {
        try {
            var database = closing.add(Database.start());
            progress.done("A database, PostgreSQL: on port " + database.port());
            return Optional.of(database);
        } catch (IllegalStateException e) {
            progress.leftOut("A database: " + e.getMessage());
            return Optional.empty();
        }
    }

    private ControlPlane cluster() {
        var plane = closing.add(ControlPlane.start(CRDS, CONTROLLER_MANAGER));
        var namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(OPERATOR_NAMESPACE)
                .endMetadata()
                .build();
        plane.adminClient().resource(namespace).create();
        return plane;
    }

    /** @param kubeconfig who the operator is in the cluster */
    private OperatorProcess operator(Path kubeconfig, Map<String, String> environment) {
        var operator = closing.add(OperatorProcess.start(kubeconfig, environment));
        operator.awaitReady();
        return operator;
    }

    private static String addresses(List<App> apps) {
        return apps.stream().map(app -> app.name() + " on port " + app.port()).collect(Collectors.joining(", "));
    }
}
