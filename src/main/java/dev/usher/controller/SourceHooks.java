package dev.usher.controller;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceSpec;
import dev.usher.api.Webhook;
import dev.usher.connector.SecretUse;
import dev.usher.domain.secret.Sensitive;
import dev.usher.source.Feeds;
import dev.usher.source.Signature;
import dev.usher.source.SourceId;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Hears from systems that something changed in a source, which is read then. Whoever repeats a message, or many of them, has it read no
 * oftener than it may be.
 */
public final class SourceHooks {
    private static final String KEY = "webhook";

    /** Whoever knows nothing of the key must not have the API server asked for it each time. */
    private static final Duration KEY_LASTS = Duration.ofMinutes(1);

    private static final Duration BREATH_OVER_HTTP = Duration.ofMinutes(1);

    private final Sources sources;
    private final Feeds feeds;
    private final Vault vault;
    private final InstantSource clock;
    private final Map<SourceId, Known> keys = new ConcurrentHashMap<>();

    /**
     * The key of a source as it was declared; empty where there was none.
     *
     * @param edition of the declaration
     */
    private record Known(String edition, Optional<Sensitive> key, Instant until) {}

    SourceHooks(Sources sources, Feeds feeds, Vault vault, InstantSource clock) {
        this.sources = sources;
        this.feeds = feeds;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Takes a message; false where nobody knows whose it is, be it that there is no such source.
     *
     * @param headers finds the value of a header, by its name in any case
     */
    public boolean hears(String namespace, String name, Function<String, Optional<String>> headers, byte[] body) {
        var id = new SourceId(namespace, name);
        var source = sources.followed(id);
        var webhook =
                source.flatMap(there -> Optional.ofNullable(there.getSpec().webhook()));
        if (webhook.isEmpty()) {
            return false;
        }
        var isTheirs = signature(webhook.get())
                .filter(signature -> key(id, source.get(), webhook.get())
                        .filter(key -> signature.isOf(key, body, headers))
                        .isPresent())
                .isPresent();
        if (isTheirs) {
            feeds.hint(id, breath(source.get().getSpec()));
        }
        return isTheirs;
    }

    private static Duration breath(UserSourceSpec spec) {
        return SourceDeclarations.isOverHttp(spec) ? BREATH_OVER_HTTP : Feeds.BREATH;
    }

    private Optional<Sensitive> key(SourceId id, UserSource source, Webhook webhook) {
        var now = clock.instant();
        var edition = sources.edition(source);
        return keys.compute(
                        id,
                        (any, known) -> isGood(Optional.ofNullable(known), edition, now)
                                .orElseGet(() -> new Known(edition, read(id, webhook), now.plus(KEY_LASTS))))
                .key();
    }

    private static Optional<Known> isGood(Optional<Known> known, String edition, Instant now) {
        return known.filter(one -> one.edition().equals(edition) && now.isBefore(one.until()));
    }

    private Optional<Sensitive> read(SourceId id, Webhook webhook) {
        var from = webhook.secretRef();
        try {
            // It is sent to nobody.
            var use = new SecretUse(KEY, from.name(), from.key(), List.of());
            return Optional.of(vault.read(id.namespace(), List.of(use)).of(KEY));
        } catch (NotOffered e) {
            return Optional.empty();
        }
    }

    /** The first field that has a value of which this version knows nothing. */
    static Optional<String> unknown(Webhook webhook) {
        if (Optional.ofNullable(webhook.algorithm())
                .filter(said -> algorithm(said).isEmpty())
                .isPresent()) {
            return Optional.of("algorithm");
        }
        return Optional.ofNullable(webhook.encoding())
                .filter(said -> spelling(said).isEmpty())
                .map(said -> "encoding");
    }

    /** Empty where it was declared for a newer version, of which nothing is guessed. */
    private static Optional<Signature> signature(Webhook webhook) {
        var algorithm = algorithm(Optional.ofNullable(webhook.algorithm()).orElse("SHA256"));
        var spelling = spelling(Optional.ofNullable(webhook.encoding()).orElse("Hex"));
        return algorithm.flatMap(digest -> spelling.map(written -> new Signature(
                digest,
                written,
                webhook.header(),
                Optional.ofNullable(webhook.prefix()).orElse(""),
                Optional.ofNullable(webhook.timestampHeader()))));
    }

    private static Optional<Signature.Algorithm> algorithm(String said) {
        return switch (said) {
            case "SHA256" -> Optional.of(Signature.Algorithm.SHA256);
            case "SHA512" -> Optional.of(Signature.Algorithm.SHA512);
            default -> Optional.empty();
        };
    }

    private static Optional<Signature.Spelling> spelling(String said) {
        return switch (said) {
            case "Hex" -> Optional.of(Signature.Spelling.HEX);
            case "Base64" -> Optional.of(Signature.Spelling.BASE64);
            default -> Optional.empty();
        };
    }
}
