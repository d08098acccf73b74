package dev.usher.cli;

import dev.usher.controller.Explanations;
import dev.usher.domain.why.Explanation;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher why}: the reasons for what somebody has, and for what they have not. */
@Command(
        name = "why",
        description =
                "Says why a user has access, down to the roots; with an app, also what is missing for the rest of it.")
final class WhyCommand implements Callable<Integer> {
    private final Supplier<Explanations> explanations;

    @Parameters(index = "0", paramLabel = "USER", description = "Name of the ProvisionedUser.")
    private String user = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "APP",
            description = "Name of a TargetApp, of another namespace as NAMESPACE/NAME; absent: all.")
    private Optional<String> app = Optional.empty();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the user is; absent: the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Mixin
    private Printing printing = new Printing();

    WhyCommand(Supplier<Explanations> explanations) {
        this.explanations = explanations;
    }

    @Override
    public Integer call() {
        try (var cluster = Cluster.connect()) {
            var where = namespace.orElseGet(cluster::namespace);
            return switch (cluster.around(where, user)) {
                case Cluster.Seen.Not not -> printing.fail(not.advice());
                case Cluster.Seen.All all -> answer(where, explanations.get().of(all.snapshot(), where, user, app));
            };
        }
    }

    private int answer(String where, Explanations.Answer answer) {
        return switch (answer) {
            case Explanations.Answer.NoSuchUser none ->
                printing.fail("there is no ProvisionedUser " + user + " in namespace " + where
                        + ": `kubectl get puser -n " + where + "` lists them, and -n names another namespace");
            case Explanations.Answer.NoSuchApp none ->
                printing.fail("there is no TargetApp " + app.orElse("") + " in namespace " + where
                        + ": `kubectl get tapp -n " + where + "` lists them");
            case Explanations.Answer.Undecided undecided ->
                printing.fail("ProvisionedUser " + user + " " + undecided.why());
            case Explanations.Answer.Of of -> print(of.explanation());
        };
    }

    private int print(Explanation explanation) {
        printing.answer(() -> WhyText.of(explanation, app.isPresent()), () -> WhyJson.of(explanation));
        return ExitCode.OK;
    }
}
