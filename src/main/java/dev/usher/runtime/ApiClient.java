package dev.usher.runtime;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The client of the API server, whose requests are counted. */
final class ApiClient {
    @Produces
    @Singleton
    KubernetesClient client(KubernetesSerialization serialization, Config config, MeterRegistry registry) {
        var counted = new ApiRequests(registry);
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization)
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("usher-metrics", counted))
                .build();
    }

    void close(@Disposes KubernetesClient client) {
        client.close();
    }
}
