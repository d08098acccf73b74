package dev.usher.kube;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.source.Sheet;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of names, in ConfigMaps that offer themselves to be written. */
public final class SourceSheets {
    /** The label of a ConfigMap by which it says of which source it takes the names. */
    public static final String OF_SOURCE = "usher.dev/write-back";

    private static final String MANAGER = "usher/write-back";

    private final KubernetesClient client;

    public SourceSheets(KubernetesClient client) {
        this.client = client;
    }

    /** A key of a ConfigMap, which has to offer itself to this source, or whoever may declare one could have any overwritten. */
    public Sheet of(SourceId source, String name, String key) {
        return new InConfigMap(source, name, key);
    }

    private final class InConfigMap implements Sheet {
        private final SourceId source;
        private final String name;
        private final String key;

        InConfigMap(SourceId source, String name, String key) {
            this.source = source;
            this.name = name;
            this.key = key;
        }

        @Override
        public Look look() {
            try {
                return Optional.ofNullable(client.configMaps()
                                .inNamespace(source.namespace())
                                .withName(name)
                                .get())
                        .map(this::look)
                        .orElseGet(() -> new Look.Broken(about(Defect.NOT_THERE)));
            } catch (KubernetesClientException e) {
                return new Look.Broken(
                        about(e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? Defect.NOT_ALLOWED : Defect.NOT_READ));
            }
        }

        private Look look(ConfigMap map) {
            var isOffered = SourceFiles.value(map.getMetadata().getLabels(), OF_SOURCE)
                    .filter(source.name()::equals)
                    .isPresent();
            return isOffered
                    ? new Look.Of(
                            SourceFiles.value(map.getData(), key).orElse(""),
                            map.getMetadata().getResourceVersion())
                    : new Look.Broken(about(Defect.WRITE_NOT_OFFERED));
        }

        /** What else is in the ConfigMap stays; and where anybody wrote it meanwhile, it may offer itself no more. */
        @Override
        public Answer write(String text, String version) {
            var patch = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace(source.namespace())
                    .withName(name)
                    .withResourceVersion(version)
                    .endMetadata()
                    .withData(Map.of(key, text))
                    .build();
            try {
                client.resource(patch)
                        .patch(new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(MANAGER)
                                .withForce(true)
                                .build());
                return new Answer.Written();
            } catch (KubernetesClientException e) {
                return new Answer.Broken(about(
                        switch (e.getCode()) {
                            case HttpURLConnection.HTTP_FORBIDDEN -> Defect.WRITE_NOT_ALLOWED;
                            case HttpURLConnection.HTTP_CONFLICT -> Defect.WRITTEN_MEANWHILE;
                            case HttpURLConnection.HTTP_NOT_FOUND -> Defect.NOT_THERE;
                            default -> Defect.NOT_WRITTEN;
                        }));
            }
        }

        private Flaw about(Defect defect) {
            return Flaw.of(defect).about(List.of("ConfigMap " + name));
        }
    }
}
