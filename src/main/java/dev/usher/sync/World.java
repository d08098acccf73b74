package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.AccountTruths;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is declared and recorded: from caches to decide, live to destroy. */
public interface World extends AccountTruths {
    /** The cached inputs of a decision; never does I/O. */
    Facts facts(Key key);

    /** The same for whoever is going to ask again. */
    default Look look(Key key) {
        return new Look.Passing(this, key, facts(key));
    }

    /** Reads live whether a reason still holds; one read is shared for at most a second. */
    Confirmation confirm(Basis basis);

    /** Reads live whether nothing keeps what is somebody's in an app from being deleted; shared in the same way. */
    Confirmation unheld(Key key, AppId app, Instant now);

    /** The record by which a login name of a tenant is given to nobody but whoever had it; empty where this person may have it. */
    Optional<String> reservation(AppId app, Tenant tenant, String userName, Set<Identity> person);

    /** Whose account is whose in a tenant, as recorded by every user and retained account in scope. */
    Map<RemoteId, Identity> owners(AppId app, Tenant tenant);

    /** What is recorded of the accounts of this person, by users and retained accounts in scope. */
    List<KnownAccount> recorded(AppId app, Identity identity);

    /** The users who have to do with an app of just-in-time creation, and have no account there as far as is recorded. */
    Set<Key> awaited(AppId app);

    /** The user or retained account that each account in a tenant is recorded for. */
    Map<RemoteId, Key> holders(AppId app, Tenant tenant);
}
