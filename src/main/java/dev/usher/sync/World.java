package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.Map;

/** What is declared and recorded: from caches to decide, live to destroy. */
public interface World {
    /** The cached inputs of a decision; never does I/O. */
    Facts facts(Key key);

    /** Reads live whether a reason still holds; one read is shared for at most a second. */
    Confirmation confirm(Basis basis);

    /** Whose account is whose in a tenant, as recorded by every user and retained account in scope. */
    Map<RemoteId, Identity> owners(AppId app, Tenant tenant);
}
