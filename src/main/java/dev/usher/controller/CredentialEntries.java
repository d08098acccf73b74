package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.CredentialEntry;
import dev.usher.domain.account.AccountState;
import dev.usher.sync.DueCredential;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a status says of where people find what they sign on with. */
final class CredentialEntries {
    private CredentialEntries() {}

    /** What was said stands until it is taken away, or the account is shut. */
    static @Nullable CredentialEntry of(Result result, Optional<AccountEntry> before, Instant now) {
        if (result.state().isShut()) {
            return null;
        }
        return result.lying()
                .map(CredentialEntries::entry)
                .or(() -> before.flatMap(entry -> Optional.ofNullable(entry.credential())))
                .filter(entry ->
                        Times.parse(entry.expires()).filter(now::isBefore).isPresent())
                .orElse(null);
    }

    /** Until it is enabled access stays ended, whatever else is said of the account meanwhile. */
    static @Nullable String ended(Result result, Optional<AccountEntry> before) {
        return result.state() == AccountState.Active
                ? null
                : result.ended()
                        .map(Times::text)
                        .or(() -> before.flatMap(entry -> Optional.ofNullable(entry.endedTime())))
                        .orElse(null);
    }

    private static CredentialEntry entry(DueCredential.Lying place) {
        return new CredentialEntry(place.secret(), Times.text(place.until()));
    }
}
