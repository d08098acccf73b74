package dev.usher.connector;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import java.util.Optional;

/**
 * Names one change for its journal records and its outcome.
 *
 * @param resource for which it is made, as Kind/namespace/name; empty where none is behind it
 * @param number unique within the process
 */
public record ChangeId(AppId app, Identity identity, Optional<String> resource, long number) {
    /** Of a change that is made for no resource. */
    public ChangeId(AppId app, Identity identity, long number) {
        this(app, identity, Optional.empty(), number);
    }
}
