package dev.usher.source.ldap;

import dev.usher.domain.account.LongSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who is called what: entries name one another by what they are called, and sources by keys. */
final class Roster {
    private static final long OF_ENTRIES = 0x51b2ec7a64d0f983L;

    private final Map<Long, String> keys = new HashMap<>();

    /** @param entry what it is called, normalized */
    void add(String entry, String key) {
        keys.put(LongSet.digest(OF_ENTRIES, entry), key);
    }

    /** The key of an entry that was read. */
    Optional<String> key(String entry) {
        return Optional.ofNullable(keys.get(LongSet.digest(OF_ENTRIES, entry)));
    }
}
