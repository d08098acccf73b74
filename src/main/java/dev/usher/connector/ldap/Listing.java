package dev.usher.connector.ldap;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Lists all accounts, with what only a list tells.
 *
 * @param changes empty where the directory does not tell of any
 * @param lastUse empty where it does not keep it
 */
record Listing(Accounts accounts, Optional<Changes> changes, Optional<LastUse> lastUse) {
    /** What changes in the meantime is told by the read that begins before. */
    Completeness all(boolean marked, Sink sink) throws AppFailure {
        var next = !marked || changes.isEmpty()
                ? Optional.<Scope.Cookie>empty()
                : changes.get().start();
        var asked = new TreeSet<>(accounts.entries().asked());
        lastUse.map(LastUse::attribute).ifPresent(asked::add);
        var count = accounts.all(asked.toArray(String[]::new), entry -> {
            accounts.show(entry, sink);
            var used = lastUse.flatMap(last -> last.of(entry));
            var id = accounts.entries().id().of(entry);
            if (used.isPresent() && id.isPresent()) {
                sink.used(id.get(), used.get());
            }
        });
        return new Completeness(true, OptionalLong.of(count), next);
    }
}
