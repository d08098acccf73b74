package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;

/**
 * The audit stream: two records for every write to an app, and one for every decision.
 *
 * <p>A record that cannot be made throws an unchecked exception: no write follows then, revocations excepted.
 */
public interface Journal {
    void intent(Change change);

    void result(Change change, Outcome outcome);

    void decision(Decided decided);

    /** Something that was decided about one account, with its reason, in words of ours. */
    record Decided(AppId app, Identity identity, String what, String why) {}
}
