package dev.usher.kube;

import dev.usher.api.LegalHold;
import dev.usher.api.LegalHoldSpec;
import dev.usher.api.LegalHoldStatus;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Hold;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a hold says: one rule, whether holds are known from caches or read live. */
public final class DeclaredHolds {
    private DeclaredHolds() {}

    /** What it keeps; empty once it is released. One that cannot be understood may mean anybody of its namespace. */
    public static Optional<Hold> of(LegalHold hold) {
        var namespace = hold.getMetadata().getNamespace();
        var name = hold.getMetadata().getName();
        var spec = hold.getSpec();
        if (spec == null) {
            return Optional.of(Hold.ofEverybody(namespace, name));
        }
        return spec.released() != null
                ? Optional.empty()
                : Optional.of(new Hold(namespace, name, whom(hold, spec), apps(spec, namespace), until(spec.until())));
    }

    /** A name counts as the key of whoever has none, and what was left by whoever had it; with it the key that was found by it. */
    private static Set<Identity> whom(LegalHold hold, LegalHoldSpec spec) {
        var realm = hold.getMetadata().getNamespace();
        var names = spec.users().stream()
                .flatMap(user ->
                        Stream.concat(pin(hold, user.name()).stream(), Stream.of(Identity.ofName(realm, user.name()))));
        return Stream.concat(names, spec.externalIds().stream().map(key -> new Identity(realm, key)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The key that was noted for a name. */
    public static Optional<Identity> pin(LegalHold hold, String user) {
        return Optional.ofNullable(hold.getStatus()).map(LegalHoldStatus::pinned).stream()
                .flatMap(pins -> pins.stream())
                .filter(pin -> pin.user().equals(user))
                .map(pin -> new Identity(hold.getMetadata().getNamespace(), pin.externalId()))
                .findFirst();
    }

    private static Set<AppId> apps(LegalHoldSpec spec, String home) {
        return spec.apps().stream()
                .map(app -> new AppId(Optional.ofNullable(app.namespace()).orElse(home), app.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An end that cannot be read is none. */
    private static Optional<Instant> until(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
