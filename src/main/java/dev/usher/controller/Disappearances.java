package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;

/**
 * Lets go of what is kept in memory of users who are gone, and lets those look again who rested on them.
 *
 * <p>The framework tells it of every deletion that the users' own informer sees, also of one that did not wait for the
 * finalizer, because somebody took it away by force.
 */
final class Disappearances extends AbstractEventSource<Void, ProvisionedUser>
        implements ResourceEventAware<ProvisionedUser> {
    private final Offers offers;
    private final Agenda agenda;
    private final Mailbox mailbox;
    private final Pacing pacing;
    private final Ripples ripples;
    private final Accesses accesses;

    Disappearances(Offers offers, Agenda agenda, Mailbox mailbox, Pacing pacing, Ripples ripples, Accesses accesses) {
        super(Void.class, "disappearances");
        this.offers = offers;
        this.agenda = agenda;
        this.mailbox = mailbox;
        this.pacing = pacing;
        this.ripples = ripples;
        this.accesses = accesses;
    }

    @Override
    public void onResourceDeleted(ProvisionedUser user) {
        gone(user);
    }

    /** Nothing is decided about this user any more; what is said twice is harmless. */
    void gone(ProvisionedUser user) {
        var key = Translate.key(user);
        offers.forget(key);
        agenda.forget(key);
        ripples.gone(user);
        mailbox.clear(key);
        pacing.settled(user.getMetadata().getUid());
        accesses.forget(user);
    }

    @Override
    public Set<Void> getSecondaryResources(ProvisionedUser primary) {
        return Set.of();
    }
}
