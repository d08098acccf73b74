package dev.usher.demo;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Ran;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the acts are played.
 *
 * @param directory the one of the apps that is a directory, where there is one
 * @param database the one of the apps that is a database, where there is one
 * @param operatorReady from the operator's start until it was ready
 */
record Stage(
        ControlPlane plane,
        List<App> apps,
        Optional<Directory> directory,
        Optional<Database> database,
        Path operatorLog,
        Duration operatorReady) {

    /** The users that are declared. */
    List<ProvisionedUser> users() {
        return list(ProvisionedUser.class);
    }

    /** What the status of everything that is declared says: apps, roles and sources, and these users. */
    List<Standing> standings(List<ProvisionedUser> users) {
        List<Standing> standings = new ArrayList<>();
        list(TargetApp.class).forEach(app -> standings.add(Standing.of(app)));
        list(Role.class).forEach(role -> standings.add(Standing.of(role)));
        list(UserSource.class).forEach(source -> standings.add(Standing.of(source)));
        users.forEach(user -> standings.add(Standing.of(user)));
        return standings;
    }

    /** What every source has read last, in a word for each. */
    List<String> runs() {
        return list(UserSource.class).stream()
                .flatMap(source -> Optional.ofNullable(source.getStatus()).stream())
                .flatMap(status -> Optional.ofNullable(status.run()).stream())
                .toList();
    }

    /** What the apps hold that are declared by now. */
    Board board(List<ProvisionedUser> users) {
        var declared = list(TargetApp.class).stream()
                .map(app -> app.getMetadata().getName())
                .toList();
        return Board.read(
                apps.stream().filter(app -> declared.contains(app.name())).toList(),
                users.stream().map(user -> user.getSpec().userName()).toList());
    }

    Ran kubectl(Command command) {
        return plane.kubectl(command.arguments().toArray(String[]::new));
    }

    private <T extends CustomResource<?, ?>> List<T> list(Class<T> type) {
        KubernetesClient client = plane.adminClient();
        return client.resources(type).inNamespace(Samples.NAMESPACE).list().getItems();
    }
}
