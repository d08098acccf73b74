package dev.usher.sync;

import dev.usher.domain.access.Decision;

/** What follows at once, and whatever the app does, where somebody else knows by what a person signs on. */
final class Stolen {
    private Stolen() {}

    /** Something new is due, and what can be fetched goes. Should the ledger not be there, the next try notes it. */
    static void isKnown(CredentialBook book, Decision decision) {
        if (decision instanceof Decision.Disabled disabled
                && disabled.compromised()
                && book.terms().areSome()) {
            try {
                book.oweAnew();
                book.takeAway();
            } catch (LedgerFailure e) {
                System.getLogger(Stolen.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "that a password was stolen could not be noted, and is tried again: " + e.getMessage());
            }
        }
    }

    /** The same while nothing can be asked of the app. */
    static void isKnown(LaneContext context, Key key) {
        if (!context.upkeep().credentials().areSome()) {
            return;
        }
        var look = context.ports().world().look(key);
        if (look.facts() instanceof Facts.OfHolder holder) {
            var known = context.holdings().known(holder, context.app());
            new Outlook(context.app(), context.timing().clock(), holder.identity(), known, look)
                    .last()
                    .ifPresent(decision -> isKnown(new CredentialBook(context, holder, known), decision));
        }
    }
}
