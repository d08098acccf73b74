package dev.usher.domain.access;

import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;

/**
 * What an app does with an account whose person is away or gone, or is not given the app any more.
 *
 * @param retention how long an account that is to be deleted stays disabled before
 * @param orphans what becomes of those that stay in use without anybody who justifies them
 */
public record Deprovisioning(
        Reaction onUnassigned,
        Reaction onLeave,
        Reaction onSuspension,
        Reaction onDeparture,
        Duration retention,
        OrphanTerms orphans) {
    /** Where an app says nothing: an account is disabled and never deleted. */
    public static final Deprovisioning STANDARD =
            new Deprovisioning(Reaction.Disable, Reaction.Disable, Reaction.Disable, Duration.ofDays(30));

    /** One by which an account that nobody justifies is told of, and no more. */
    public Deprovisioning(
            Reaction onUnassigned, Reaction onLeave, Reaction onSuspension, Reaction onDeparture, Duration retention) {
        this(onUnassigned, onLeave, onSuspension, onDeparture, retention, OrphanTerms.STANDARD);
    }

    /** The same, by which this becomes of accounts that nobody justifies. */
    public Deprovisioning reacting(OrphanTerms terms) {
        return new Deprovisioning(onUnassigned, onLeave, onSuspension, onDeparture, retention, terms);
    }

    /** One by which an account that is not given any more is disabled. */
    public Deprovisioning(Reaction onLeave, Reaction onSuspension, Reaction onDeparture, Duration retention) {
        this(Reaction.Disable, onLeave, onSuspension, onDeparture, retention);
    }
}
