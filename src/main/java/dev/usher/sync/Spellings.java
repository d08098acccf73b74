package dev.usher.sync;

import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.domain.account.Spelling;

/** Reads how an app spells what it is told. */
final class Spellings {
    private Spellings() {}

    static Spelling of(Capabilities capabilities) {
        return new Spelling(capabilities.values(Capability.CASELESS), capabilities.values(Capability.TRIMMED));
    }
}
