package dev.usher.demo;

import static java.util.Objects.requireNonNull;

import dev.usher.api.Role;
import dev.usher.api.Scim;
import dev.usher.api.TargetApp;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The directory {@code config/samples}: the apps that it declares are the ones that the demo has, which starts from {@code config/demo}. */
final class Samples {

    static final String NAMESPACE = "people";

    private static final String SAMPLES = "samples";
    private static final String DEMO = "demo";

    private final Path config;
    private final Path directory;
    private final List<?> resources;

    /** @param config the directory of both */
    Samples(Path config) {
        this.config = config;
        this.directory = config.resolve(SAMPLES);
        this.resources = manifests(directory).stream().flatMap(Samples::read).toList();
    }

    /** Starts every declared app, with its token and with the groups that roles name, on its own port if that is free. */
    List<App> startApps() {
        List<App> started = new ArrayList<>();
        for (TargetApp app : all(TargetApp.class)) {
            ScimSimulator simulator = start(URI.create(scim(app).endpoint()).getPort(), token(app));
            String name = app.getMetadata().getName();
            groups(name).forEach(simulator::addGroup);
            started.add(new SimulatedApp(name, simulator));
        }
        return started;
    }

    /**
     * How everything is applied that is there at the beginning; where an app got another port than the declared one, from a copy that
     * says so.
     *
     * @param copies where the copy goes
     */
    Command apply(List<App> apps, Path copies) {
        Map<String, String> moved = new HashMap<>();
        for (TargetApp declared : all(TargetApp.class)) {
            String endpoint = scim(declared).endpoint();
            apps.stream()
                    .filter(app -> app.name().equals(declared.getMetadata().getName()))
                    .map(app -> endpoint.replace(":" + URI.create(endpoint).getPort() + "/", ":" + app.port() + "/"))
                    .filter(actual -> !actual.equals(endpoint))
                    .forEach(actual -> moved.put(endpoint, actual));
        }
        if (moved.isEmpty()) {
            return Command.apply("-k", "config/demo", config.resolve(DEMO));
        }
        copy(SAMPLES, copies, moved);
        copy(DEMO, copies, moved);
        Path demo = copies.resolve(DEMO);
        return Command.apply("-k", demo.toString(), demo);
    }

    private void copy(String name, Path copies, Map<String, String> moved) {
        try {
            Path copy = Files.createDirectory(copies.resolve(name));
            for (Path file : manifests(config.resolve(name))) {
                String text = Files.readString(file);
                for (var endpoint : moved.entrySet()) {
                    text = text.replace(endpoint.getKey(), endpoint.getValue());
                }
                Files.writeString(copy.resolve(file.getFileName()), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Collection<String> groups(String app) {
        return all(Role.class).stream()
                .flatMap(role -> role.getSpec().grants().stream())
                .filter(grant -> grant.app().name().equals(app))
                .flatMap(grant -> grant.entitlements().stream())
                .map(entitlement -> entitlement.value())
                .distinct()
                .toList();
    }

    private String token(TargetApp app) {
        var bearer = requireNonNull(
                requireNonNull(scim(app).auth(), "every sample app says how Usher is known")
                        .bearer(),
                "every sample app takes a bearer token");
        var reference = bearer.secretRef();
        return all(Secret.class).stream()
                .filter(secret -> secret.getMetadata().getName().equals(reference.name()))
                .map(secret -> secret.getStringData().get(reference.key()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(directory + " has no Secret " + reference.name()));
    }

    private static Scim scim(TargetApp app) {
        return requireNonNull(app.getSpec().connector().scim(), "every sample app speaks SCIM");
    }

    private static ScimSimulator start(int port, String token) {
        return ScimSimulator.builder()
                .port(isFree(port) ? port : 0)
                .token(token)
                .start();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private <T> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<Path> manifests(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<?> read(Path file) {
        var serialization = new KubernetesSerialization();
        serialization.registerKubernetesResource(TargetApp.class);
        serialization.registerKubernetesResource(Role.class);
        try (var content = Files.newInputStream(file)) {
            Object read = serialization.unmarshal(content);
            return read instanceof Collection<?> several ? several.stream() : Stream.of(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
