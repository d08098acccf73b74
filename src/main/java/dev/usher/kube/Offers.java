package dev.usher.kube;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What Secrets say themselves of where they may be sent.
 *
 * <p>Who may create a TargetApp could otherwise have any Secret of the namespace sent to a host of their own.
 *
 * @param secrets finds each by its name
 */
public record Offers(Function<String, Optional<Secret>> secrets) {
    static final String OFFERED = "usher.dev/credential";
    static final String HOSTS = "usher.dev/hosts";

    /** Whether there is what is asked for. */
    public sealed interface Answer {
        record Given(Credentials credentials) implements Answer {}

        record Refused(Failure why) implements Answer {}
    }

    /** What these uses need. */
    public Answer of(List<SecretUse> uses) {
        var read = new TreeMap<String, Optional<Secret>>();
        uses.forEach(use -> read.computeIfAbsent(use.secret(), secrets));
        var values = new TreeMap<String, Sensitive>();
        var lacking = new TreeMap<String, Failure>();
        for (var use : uses) {
            var value = read.getOrDefault(use.secret(), Optional.empty())
                    .filter(secret -> offers(secret, use.hosts()))
                    .flatMap(secret -> value(secret, use.key()));
            if (value.isEmpty() && !use.optional()) {
                return new Answer.Refused(notOffered(use));
            }
            value.ifPresentOrElse(
                    there -> values.put(use.role(), there), () -> lacking.put(use.role(), notOffered(use)));
        }
        return new Answer.Given(new Credentials(values, lacking, version(read)));
    }

    private static Failure notOffered(SecretUse use) {
        return Failure.of(
                Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, use.secret(), use.key(), String.join(",", use.hosts()));
    }

    private static boolean offers(Secret secret, List<String> hosts) {
        var labels = Optional.ofNullable(secret.getMetadata().getLabels()).orElse(Map.of());
        var annotations =
                Optional.ofNullable(secret.getMetadata().getAnnotations()).orElse(Map.of());
        var offered = Arrays.stream(annotations.getOrDefault(HOSTS, "").split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return "true".equals(labels.get(OFFERED)) && offered.containsAll(hosts);
    }

    private static Optional<Sensitive> value(Secret secret, String key) {
        // As the API server has it, which takes what is written as text over what is encoded.
        return Optional.ofNullable(secret.getStringData())
                .flatMap(data -> Optional.ofNullable(data.get(key)))
                .or(() -> encoded(secret, key))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Sensitive::new);
    }

    private static Optional<String> encoded(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .flatMap(data -> Optional.ofNullable(data.get(key)))
                .flatMap(Offers::decoded);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String version(Map<String, Optional<Secret>> read) {
        return read.values().stream()
                .flatMap(Optional::stream)
                .map(secret -> secret.getMetadata().getUid() + "/"
                        + secret.getMetadata().getResourceVersion())
                .collect(Collectors.joining(","));
    }
}
