package dev.usher.kube;

import dev.usher.api.ProvisionedUser;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What waits for an operator although none can start, since some of our definitions are gone already: whatever the others
 * define is being deleted with them, and its finalizers would keep it, and them, for ever.
 *
 * <p>That is no decision about people: users are written down, and no app is asked for anything.
 */
public final class Remnants {
    private static final int AT_ONCE = 8;

    private final KubernetesClient client;
    private final NamespaceOwners owners;
    private final Records records;
    private final TeardownRecords torn;

    public Remnants(KubernetesClient client, NamespaceOwners owners, Records records, TeardownRecords torn) {
        this.client = client;
        this.owners = owners;
        this.records = records;
        this.torn = torn;
    }

    /**
     * Which definitions are there.
     *
     * @param missing the names of those that are not: without them no operator can work
     * @param going the kinds whose definitions are being deleted
     */
    public record Definers(List<String> missing, Set<Class<? extends HasMetadata>> going) {
        public Definers {
            missing = List.copyOf(missing);
            going = Set.copyOf(going);
        }
    }

    /** As the API server has them now. */
    public Definers definers() {
        // Nobody asks a second time, so that time need not pass.
        var definitions = new LiveDefinitions(client, () -> 0);
        var live = new LiveMetadata(client);
        Map<Class<? extends HasMetadata>, CompletableFuture<LiveDefinitions.State>> asked = new LinkedHashMap<>();
        Definitions.KINDS.forEach(kind -> asked.put(kind, definitions.ask(HasMetadata.getFullResourceName(kind))));
        Map<Class<? extends HasMetadata>, LiveDefinitions.State> read = new LinkedHashMap<>();
        asked.forEach((kind, answer) -> read.put(kind, live.await(answer)));
        return new Definers(
                read.entrySet().stream()
                        .filter(known -> known.getValue() == LiveDefinitions.State.GONE)
                        .map(known -> HasMetadata.getFullResourceName(known.getKey()))
                        .toList(),
                read.entrySet().stream()
                        .filter(known -> known.getValue() == LiveDefinitions.State.GOING)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Lets go what is being deleted with its definition; a user, once they are written down.
     *
     * @param namespaces where to look; empty: everywhere
     * @return how many resources those are
     */
    public int letGo(Definers definers, Collection<String> namespaces) {
        var finalizers = new Finalizers(client);
        var everywhere = namespaces.isEmpty()
                ? Stream.of(Optional.<String>empty())
                : namespaces.stream().map(Optional::of);
        var bound = everywhere
                .flatMap(namespace -> finalizers.find(namespace).stream())
                .filter(resource -> resource.isGoing() && definers.going().contains(resource.kind()))
                .filter(resource -> owners.of(resource.namespace()) instanceof NamespaceOwners.Ownership.Ours)
                .toList();
        finalizers.take(bound.stream().filter(resource -> !isUser(resource)).toList());
        letGoUsers(finalizers, bound.stream().filter(Remnants::isUser).toList());
        return bound.size();
    }

    private static boolean isUser(Finalizers.Bound resource) {
        return resource.kind() == ProvisionedUser.class;
    }

    /** Each of them for themselves: one that cannot be written down keeps no other. */
    private void letGoUsers(Finalizers finalizers, List<Finalizers.Bound> users) {
        try (var workers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var gone = users.stream()
                    .<Future<?>>map(user -> workers.submit(() -> {
                        writeDown(user);
                        finalizers.take(user);
                    }))
                    .toList();
            expectNoFailure(gone);
        }
    }

    private static void expectNoFailure(List<Future<?>> all) {
        var causes = new ArrayList<Throwable>();
        for (var one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                causes.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("users could not be written down", e);
            }
        }
        if (!causes.isEmpty()) {
            throw new IllegalStateException(
                    "%,d users could not be written down, and so wait on".formatted(causes.size()), causes.getFirst());
        }
    }

    private void writeDown(Finalizers.Bound user) {
        Optional.ofNullable(client.resources(ProvisionedUser.class)
                        .inNamespace(user.namespace())
                        .withName(user.name())
                        .get())
                .map(records::legible)
                .ifPresent(torn::record);
    }
}
