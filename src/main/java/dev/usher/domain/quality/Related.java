package dev.usher.domain.quality;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody whom a person's resource names.
 *
 * @param name as the reference has it
 * @param accounts those of theirs that are recorded; empty while nothing is, or where that does not matter
 */
public record Related(String name, Standing standing, Optional<Map<AppId, KnownAccount>> accounts) {
    public Related {
        accounts = accounts.map(Map::copyOf);
    }

    /** Somebody of whose accounts nothing is recorded. */
    public Related(String name, Standing standing) {
        this(name, standing, Optional.empty());
    }

    /** How they stand now. */
    public enum Standing {
        Here,
        Departed,
        /** Not there, or not to be referred to from there; the two are not told apart, so that nobody can probe for names. */
        Missing,
        /** Whether they may be referred to from there cannot be told now; nothing follows from that. */
        Unknown
    }
}
