package dev.usher.sync;

import dev.usher.connector.Learned;
import dev.usher.connector.Scope;
import java.time.Instant;
import java.util.Collection;

/** What is known of an app and its accounts from before its lane began, and what was found of them by looking at all. */
record Recollection(Experience experience, LaneSession session, Holdings holdings) {
    /** Attributes that the app keeps of nobody. */
    void unkept(Collection<String> names) {
        experience.reception().unkept().recalls(names);
    }

    /** How the app has to be spoken to. */
    void learned(Learned before) {
        session.recalls(before);
    }

    /** Whether the app may have an account of this login name. */
    boolean mayShow(String userName) {
        return session.register().mayShow(new Scope.Key.UserName(userName));
    }

    /** @param until when what was sent before may land */
    void inherits(Bequest account, Instant until) {
        account.holders().forEach(identity -> experience.suspects().disabling(identity, until));
        holdings.inherits(account);
    }
}
