package dev.usher.cli;

import dev.usher.connector.Examination;
import dev.usher.domain.secret.Sensitive;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code usher probe}: how an app speaks, and what would be sent to it, before anything is. */
@Command(
        name = "probe",
        description =
                "Looks at an app by reads alone: what it says it can do, what it does, which preset fits, what does not work, and what Usher would send.")
final class ProbeCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final Supplier<Language> language;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "APP",
            description = "Name of a TargetApp in the cluster, or the SCIM endpoint as a URL.")
    private Optional<String> app = Optional.empty();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "A TargetApp that no cluster has to know, and perhaps its Secrets; - is standard input.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the app and its Secrets are; absent: the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "With a URL: a file with the bearer token; - is standard input.")
    private Optional<String> tokenFile = Optional.empty();

    @Option(names = "--preset", paramLabel = "NAME", description = "With a URL: the preset to begin with.")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--plaintext", description = "Speak http to another machine, too.")
    private boolean plaintext;

    @Mixin
    private Printing printing = new Printing();

    /** @param language made once it is needed: what it takes is slow to load */
    ProbeCommand(Supplier<Language> language) {
        this.language = language;
    }

    @Override
    public Integer call() {
        if (app.isPresent() == file.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "name one app: a TargetApp, the URL of an endpoint, or a file with -f");
        }
        var isUrl = app.filter(name -> name.contains("://")).isPresent();
        if (!isUrl && app.filter(name -> name.contains("/")).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "an endpoint begins with https://, and a TargetApp is named without a namespace");
        }
        if (isUrl != tokenFile.isPresent() || (!isUrl && preset.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(),
                    isUrl
                            ? "give a file with the app's token: --token-file FILE, or - for standard input"
                            : "--token-file and --preset are for a URL; a TargetApp says itself");
        }
        try {
            return look(isUrl);
        } catch (IOException | InvalidPathException e) {
            return printing.fail(tokenFile.or(() -> file).orElse("the input") + " cannot be read");
        }
    }

    private int look(boolean isUrl) throws IOException {
        var spoken = language.get();
        if (isUrl) {
            var token = new Sensitive(text(tokenFile.orElseThrow()));
            return examine(
                    spoken, token.reveal(text -> Probed.at(spoken.connector(), app.orElseThrow(), text, preset)));
        }
        try (var cluster = Cluster.connect()) {
            var where = namespace.orElseGet(cluster::namespace);
            try {
                return examine(spoken, file.isPresent() ? written(spoken, cluster) : declared(spoken, cluster, where));
            } catch (KubernetesClientException e) {
                var advice = cluster.advice(e, where, "`get` on targetapps of provisioning.usher.dev and on secrets");
                return printing.fail(file.map(name -> "a Secret is not in " + name + ", and " + advice)
                        .orElse(advice));
            }
        }
    }

    /** A Secret that is not in the file may be in the cluster. */
    private Probed written(Language spoken, Cluster cluster) throws IOException {
        var manifest = Manifest.parse(text(file.orElseThrow()));
        if (manifest.app().isEmpty()) {
            return new Probed.Not(file.orElseThrow() + " must hold one TargetApp, in YAML or JSON");
        }
        var found = manifest.app().get();
        var where = namespace
                .or(() -> Optional.ofNullable(found.getMetadata().getNamespace()))
                .orElseGet(cluster::namespace);
        return Probed.declared(
                spoken.connector(),
                found,
                where,
                name -> manifest.secret(where, name).or(() -> cluster.secret(where, name)));
    }

    private Probed declared(Language spoken, Cluster cluster, String where) {
        var name = app.orElseThrow();
        return cluster.app(where, name)
                .map(found ->
                        Probed.declared(spoken.connector(), found, where, secret -> cluster.secret(where, secret)))
                .orElseGet(() -> new Probed.Not("there is no TargetApp " + name + " in namespace " + where
                        + ": `kubectl get tapp -n " + where + "` lists them, and -f probes one that is not there yet"));
    }

    private static String text(String name) throws IOException {
        try (InputStream from = name.equals(STDIN) ? System.in : Files.newInputStream(Path.of(name))) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int examine(Language spoken, Probed probed) {
        return switch (probed) {
            case Probed.Not(String advice) -> printing.fail(advice);
            case Probed.Ready(var config, var credentials)
            when !plaintext && Reach.isOverheard(config) ->
                printing.fail(
                        "the credentials would be sent in clear, which the operator does only with USHER_NETWORK_PLAINTEXT=true: give an endpoint with https, or --plaintext");
            case Probed.Ready(var config, var credentials) ->
                print(Reach.of(config).in(spoken.examiner().examine(config, credentials, new PoliteWire())));
        };
    }

    private int print(Examination examination) {
        printing.answer(() -> ProbeText.of(examination), () -> ProbeJson.of(examination));
        return examination.isBad() ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
