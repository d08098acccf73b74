package dev.usher.kube;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.source.Content;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Files that a source is read from, in ConfigMaps and in Secrets that offer themselves. */
public final class SourceFiles {
    /** The label of a Secret by which it says of which source it is the file; one that holds a credential has none. */
    public static final String OF_SOURCE = "usher.dev/source-file";

    private final KubernetesClient client;

    public SourceFiles(KubernetesClient client) {
        this.client = client;
    }

    /** A file as it is now. */
    public sealed interface File {
        /**
         * It is there, and does not change any more.
         *
         * @param isText whether the API server has it as text, which is UTF-8 whatever it was written in
         */
        record Of(Content content, boolean isText) implements File {}

        record Absent(Flaw flaw) implements File {}
    }

    /** Of a key of a ConfigMap. */
    public File ofConfigMap(String namespace, String name, String key) {
        return read(() -> Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .flatMap(map -> of(map, key)));
    }

    private static Optional<File> of(ConfigMap map, String key) {
        return value(map.getData(), key)
                .<File>map(text -> file(text.getBytes(StandardCharsets.UTF_8), true))
                .or(() -> value(map.getBinaryData(), key).flatMap(text -> decoded(text, false)));
    }

    /** Of a key of a Secret, which has to offer itself to this source, or whoever may declare one could read any. */
    public File ofSecret(SourceId source, String name, String key) {
        return read(() -> Optional.ofNullable(client.secrets()
                        .inNamespace(source.namespace())
                        .withName(name)
                        .get())
                .map(secret -> isOffered(secret, source) ? of(secret, key) : absent(Defect.NOT_OFFERED)));
    }

    private static File of(Secret secret, String key) {
        return value(secret.getData(), key)
                .flatMap(text -> decoded(text, false))
                .orElseGet(() -> absent(Defect.NOT_THERE));
    }

    private static boolean isOffered(Secret secret, SourceId source) {
        return value(secret.getMetadata().getLabels(), OF_SOURCE)
                .filter(source.name()::equals)
                .isPresent();
    }

    private static File read(Supplier<Optional<File>> file) {
        try {
            return file.get().orElseGet(() -> absent(Defect.NOT_THERE));
        } catch (KubernetesClientException e) {
            return absent(e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? Defect.NOT_ALLOWED : Defect.NOT_READ);
        }
    }

    private static Optional<File> decoded(String text, boolean isText) {
        try {
            return Optional.of(file(Base64.getDecoder().decode(text), isText));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static File file(byte[] bytes, boolean isText) {
        return new File.Of(() -> new ByteArrayInputStream(bytes), isText);
    }

    private static File absent(Defect defect) {
        return new File.Absent(Flaw.of(defect));
    }

    /** What such a map has there, if it is a map at all. */
    static Optional<String> value(@Nullable Map<String, String> map, String key) {
        return Optional.ofNullable(map).flatMap(there -> Optional.ofNullable(there.get(key)));
    }
}
