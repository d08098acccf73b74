package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What earlier resolutions left behind: facts from the status, not a cache; the only state that resolution has. */
public record Memory(Map<RoleKey, Held> roles, Optional<Instant> departedAt, Map<AppId, KnownAccount> accounts) {
    public static final Memory NONE = new Memory(Map.of(), Optional.empty(), Map.of());

    public Memory {
        roles = Map.copyOf(roles);
        accounts = Map.copyOf(accounts);
    }

    /** This memory with what somebody closer to an app knows of an account there. */
    public Memory with(AppId app, KnownAccount account) {
        var more = new HashMap<>(accounts);
        more.put(app, account);
        return new Memory(roles, departedAt, more);
    }
}
