package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.bench.FeedBench;
import dev.usher.bench.feed.Users;
import dev.usher.source.Population;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What sources look up of users, in the operator's own caches with all their indexes; {@code ./usher bench feed} runs it. */
public final class FeedLoad implements Users {
    private final SharedIndexInformer<ProvisionedUser> informer;
    private final Caches caches = new Caches(new Namespaces(Set.of()));

    private FeedLoad(KubernetesClient client) {
        informer = client.resources(ProvisionedUser.class).inAnyNamespace().runnableInformer(0);
        caches.use(
                new Informed(informer), new Listing<>(List.of()), new Listing<>(List.of()), new Listing<>(List.of()));
        informer.run();
    }

    /** Prints figures, and fails where one is beyond its bound. */
    public static void main(String[] arguments) throws Exception {
        System.exit(FeedBench.run(List.of(arguments), FeedLoad::new, System.out, System.err));
    }

    @Override
    public Population population() {
        return new CachedPopulation(caches);
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** An informer as the framework has it. */
    private record Informed(SharedIndexInformer<ProvisionedUser> informer)
            implements IndexerResourceCache<ProvisionedUser> {
        @Override
        public Optional<ProvisionedUser> get(ResourceID id) {
            return Optional.ofNullable(informer.getIndexer()
                    .getByKey(Cache.namespaceKeyFunc(id.getNamespace().orElse(null), id.getName())));
        }

        @Override
        public Stream<ResourceID> keys() {
            return list(any -> true).map(ResourceID::fromResource);
        }

        @Override
        public Stream<ProvisionedUser> list(Predicate<ProvisionedUser> predicate) {
            return informer.getIndexer().list().stream().filter(predicate);
        }

        @Override
        public Stream<ProvisionedUser> list(String namespace, Predicate<ProvisionedUser> predicate) {
            return list(user -> namespace.equals(user.getMetadata().getNamespace()))
                    .filter(predicate);
        }

        @Override
        public void addIndexers(Map<String, Function<ProvisionedUser, List<String>>> indexers) {
            informer.addIndexers(indexers);
        }

        @Override
        public List<ProvisionedUser> byIndex(String index, String key) {
            return informer.getIndexer().byIndex(index, key);
        }
    }
}
