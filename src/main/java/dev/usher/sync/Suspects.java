package dev.usher.sync;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whose account something may still reach: it was sent, and nobody has its answer, or no read shows it yet.
 *
 * <p>What a read shows until then proves nothing where something else is decided by now: it may land after the read.
 */
final class Suspects {
    /** What may still land, and until when. */
    private record Late(Instant until, boolean enables, boolean disables, Set<Entitlement> gives) {
        private Late and(Late other) {
            var all = new HashSet<>(gives);
            all.addAll(other.gives);
            return new Late(
                    until.isAfter(other.until) ? until : other.until,
                    enables || other.enables,
                    disables || other.disables,
                    Set.copyOf(all));
        }

        private boolean isAgainst(Decision decision) {
            return switch (decision) {
                case Decision.Want want ->
                    (want.account().enabled() ? disables : enables)
                            || gives.stream()
                                    .anyMatch(given ->
                                            !want.account().entitlements().contains(given)
                                                    && !want.frozen().contains(given));
                case Decision.Trim trim -> !trim.kept().containsAll(gives);
                case Decision.Disabled disabled -> enables || (disabled.why().takesEntitlements() && !gives.isEmpty());
                case Decision.Absent absent -> true;
                case Decision.Hold hold -> false;
                case Decision.Planned plan -> isAgainst(plan.would());
            };
        }
    }

    /** What an app may take for a password yet. */
    private record LatePassword(Optional<Instant> occasion, Instant until) {}

    private final Map<Identity, Late> suspicions = new ConcurrentHashMap<>();
    private final Map<Identity, LatePassword> passwords = new ConcurrentHashMap<>();

    /** An account may be made enabled, or be enabled, until then. */
    void enabling(Identity identity, Instant until) {
        note(identity, new Late(until, true, false, Set.of()));
    }

    /** What lanes before this one sent may disable an account until then. */
    void disabling(Identity identity, Instant until) {
        note(identity, new Late(until, false, true, Set.of()));
    }

    /** An account may get this until then. */
    void giving(Identity identity, Entitlement entitlement, Instant until) {
        note(identity, new Late(until, false, false, Set.of(entitlement)));
    }

    private void note(Identity identity, Late more) {
        suspicions.merge(identity, more, Late::and);
    }

    /** The app may take a password that was made for this occasion until then. */
    void setting(Identity identity, Optional<Instant> occasion, Instant until) {
        passwords.put(identity, new LatePassword(occasion, until));
    }

    /** Whether a password that was made for something else may still arrive. */
    boolean mayTakeAnother(Facts.OfHolder holder, Optional<Instant> occasion, Instant now) {
        passwords.values().removeIf(late -> !now.isBefore(late.until()));
        return holder.identities()
                .flatMap(identity -> Optional.ofNullable(passwords.get(identity)).stream())
                .anyMatch(late -> !late.occasion().equals(occasion));
    }

    /** Whether an account may be enabled, or become so, although a read does not show it. */
    boolean mayBeEnabled(Facts.OfHolder holder, Instant now) {
        return of(holder).anyMatch(suspicion -> suspicion.enables() && now.isBefore(suspicion.until()));
    }

    private Stream<Late> of(Facts.OfHolder holder) {
        return holder.identities().flatMap(identity -> Optional.ofNullable(suspicions.get(identity)).stream());
    }

    /** Until when nobody can say that what is decided is so. */
    Optional<Instant> until(Facts.OfHolder holder, Decision decision, Instant now) {
        if (suspicions.isEmpty()) {
            return Optional.empty();
        }
        suspicions.values().removeIf(suspicion -> !now.isBefore(suspicion.until()));
        return of(holder)
                .filter(suspicion -> suspicion.isAgainst(decision))
                .map(Late::until)
                .max(Instant::compareTo);
    }
}
