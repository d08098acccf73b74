package dev.usher.bench.feed;

import dev.usher.bench.budget.ApiRequests;
import dev.usher.bench.connector.Growth;
import dev.usher.bench.duel.Rounds;
import dev.usher.bench.duel.Took;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A control plane, a file, the engine of sources beside the operator's caches, and a plain client. */
public final class Trial implements AutoCloseable {
    /** Tenths of the file, by each side in turn. */
    public static final int ROUNDS = 10;

    /** As many writes as a run has under way. */
    private static final int AT_ONCE = 16;

    private static final String HOME = "usher-system";
    private static final SourceId FEW = new SourceId("few", "hr");
    private static final SourceId ALL = new SourceId("all", "hr");
    private static final String HAND = "hand";
    private static final String WARMING = "hand-warming";
    private static final String IN_ONE = "hand-in-one";

    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final int records;
    private final Path directory;
    private final ControlPlane plane;
    private final KubernetesClient engine;
    private final KubernetesClient hand;
    private final Users users;

    /**
     * Starts it.
     *
     * @param records a multiple of {@value #ROUNDS}
     */
    public Trial(int records, Function<KubernetesClient, Users> cached) {
        this.records = records;
        this.plane = ControlPlane.start(Extra.CRDS);
        parts.push(plane::close);
        // Beside the kubeconfig, because that directory is removed however this JVM ends.
        this.directory = plane.kubeconfig().resolveSibling("");
        List.of(HOME, FEW.namespace(), ALL.namespace(), HAND, WARMING, IN_ONE).forEach(this::namespace);
        this.engine = clientOf("usher");
        this.hand = clientOf("plain");
        this.users = cached.apply(engine);
        parts.push(users::close);
    }

    private void namespace(String name) {
        plane.adminClient()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** May do everything, but is not exempt from the API server's fairness as an administrator is. */
    private KubernetesClient clientOf(String name) {
        plane.adminClient()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(HOME)
                        .endMetadata()
                        .build())
                .create();
        plane.adminClient()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", name, HOME)
                        .build())
                .create();
        return plane.clientFor(HOME, name);
    }

    /** Everything, after a tenth of it that is not measured, so that both are warm. */
    public Outcome measure() throws Exception {
        var slice = records / ROUNDS;
        var few = Roster.write(directory, slice);
        var all = Roster.write(directory, records);
        try (var warming = new Import(FEW, few, users.population(), engine)) {
            byHand(WARMING, true).makes(slice);
            warming.makes(slice);
            warming.held();
        }
        var byHand = new Side.Timed(byHand(HAND, true));
        try (var first = new Import(ALL, all, users.population(), engine)) {
            var byEngine = new Side.Timed(first::makes);
            var seen = new Rounds<Side>(byEngine, byHand).of(ROUNDS, _ -> side -> side.makes(slice));
            var held = first.held();
            var inOne = byHand(IN_ONE, false).makes(slice).perSecond();
            var again = new Again(ALL, all, users.population());
            var before = ApiRequests.now(plane.adminClient());
            var seconds = again.seconds();
            var writes = ApiRequests.now(plane.adminClient()).since(before).writesTo("provisionedusers");
            var ofFew = new Again(FEW, few, users.population()).held();
            var ofAll = again.held();
            return new Outcome(
                    seen,
                    byEngine.perSecond(),
                    byHand.perSecond(),
                    inOne,
                    (double) held / records,
                    seconds,
                    writes,
                    new Growth(slice, ofFew.most(), records, ofAll.most()),
                    ofAll.afterwards());
        }
    }

    private Side byHand(String namespace, boolean isInTwo) {
        var client = new ByHand(hand, namespace, isInTwo);
        var made = new int[1];
        return count -> {
            var from = made[0];
            made[0] += count;
            return Took.together(AT_ONCE, count, number -> client.makes(from + number));
        };
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().run();
        }
    }
}
