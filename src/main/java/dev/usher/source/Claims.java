package dev.usher.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names that were given a moment ago, and that nothing else shows yet: of two who want one at the same moment one gets it.
 *
 * <p>They are of this process alone, since nobody writes but the operator that is in charge. What is neither released nor shown by
 * then is free after a while, so that a run that dies keeps no name.
 */
public final class Claims {
    /** Longer than it takes for what was written to be seen. */
    private static final Duration LASTS = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Map<String, Claim> claims = new ConcurrentHashMap<>();

    private record Claim(String owner, Instant until) {}

    public Claims(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes it for an owner; false where it is another one's. */
    boolean take(String name, String owner) {
        var now = clock.instant();
        var mine = new Claim(owner, now.plus(LASTS));
        return claims.merge(comparable(name), mine, (there, next) -> isOf(there, owner, now) ? next : there)
                .owner()
                .equals(owner);
    }

    /** Whether an owner could take it. */
    boolean isOpen(String name, String owner) {
        return Optional.ofNullable(claims.get(comparable(name)))
                .filter(there -> !isOf(there, owner, clock.instant()))
                .isEmpty();
    }

    /** Gives back what an owner took, so that others can. */
    void release(String name, String owner) {
        var mine = Optional.ofNullable(claims.get(comparable(name)))
                .filter(there -> there.owner().equals(owner));
        mine.ifPresent(claim -> claims.remove(comparable(name), claim));
    }

    /** Forgets what has lasted long enough. */
    void sweep() {
        var now = clock.instant();
        claims.values().removeIf(there -> !now.isBefore(there.until()));
    }

    int size() {
        return claims.size();
    }

    private static boolean isOf(Claim claim, String owner, Instant now) {
        return claim.owner().equals(owner) || !now.isBefore(claim.until());
    }

    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
