package dev.usher.controller;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** By what servers knew nobody: it is not shown again for a while, since servers lock out whoever goes on. */
final class Rejections {
    private static final Duration AFTER = Duration.ofHours(1);

    /** Twice as long each time: what is counted until somebody signs on is never counted to its end. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final InstantSource clock;
    private final Map<SourceId, Rejected> rejected = new ConcurrentHashMap<>();

    /**
     * What was shown last.
     *
     * @param declared how it was asked
     * @param secrets their version
     */
    private record Rejected(Object declared, String secrets, Flaw flaw, Duration pause, Instant until) {
        boolean isOf(Object other, String version) {
            return declared.equals(other) && secrets.equals(version);
        }
    }

    Rejections(InstantSource clock) {
        this.clock = clock;
    }

    /** Why nobody is asked now, where that is so; another declaration, or another Secret, may be shown at once. */
    Optional<Flaw> of(SourceId source, Object declared, String secrets) {
        return Optional.ofNullable(rejected.get(source))
                .filter(last -> last.isOf(declared, secrets) && clock.instant().isBefore(last.until()))
                .map(Rejected::flaw);
    }

    /** Takes down what came of showing it. */
    void note(SourceId source, Object declared, String secrets, Flaw flaw) {
        if (flaw.defect() != Defect.CREDENTIALS_REFUSED) {
            return;
        }
        rejected.compute(source, (any, last) -> {
            var pause = last == null || !last.isOf(declared, secrets) ? AFTER : twice(last.pause());
            return new Rejected(declared, secrets, flaw, pause, clock.instant().plus(pause));
        });
    }

    private static Duration twice(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** It was let in. */
    void forget(SourceId source) {
        rejected.remove(source);
    }
}
