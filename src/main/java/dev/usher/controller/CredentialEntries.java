package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.CredentialEntry;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.account.AccessEnd;
import dev.usher.sync.DueCredential;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a status says of where people find what they sign on with. */
final class CredentialEntries {
    private CredentialEntries() {}

    /** The entry, and how the holder of the account gets in, or does not any more. */
    static AccountEntry of(AccountEntry entry, Result result, Optional<AccountEntry> before, Instant now) {
        var end = ended(result, before);
        return entry.getting(time(end), renewed(end), fetched(result, before, now));
    }

    /** What was said stands until it is taken away, or the account is shut. */
    private static @Nullable CredentialEntry fetched(Result result, Optional<AccountEntry> before, Instant now) {
        if (result.state().isShut()) {
            return null;
        }
        return result.fetchable()
                .map(CredentialEntries::entry)
                .or(() -> before.flatMap(entry -> Optional.ofNullable(entry.credential())))
                .filter(entry ->
                        Times.parse(entry.expires()).filter(now::isBefore).isPresent())
                .orElse(null);
    }

    /** Until it is enabled access stays ended, whatever else is said of the account meanwhile. */
    private static Optional<AccessEnd> ended(Result result, Optional<AccountEntry> before) {
        return result.isInUse() ? Optional.empty() : result.ended().or(() -> before.flatMap(CredentialEntries::ended));
    }

    /** What an entry says of it. */
    static Optional<AccessEnd> ended(AccountEntry entry) {
        return ended(entry.endedTime(), entry.credentialDue());
    }

    /** The same of an account without a user. */
    static Optional<AccessEnd> ended(RetainedAccountSpec spec) {
        return ended(spec.endedTime(), spec.credentialDue());
    }

    /** The same of what its status says by now. */
    static Optional<AccessEnd> ended(RetainedAccountStatus status) {
        return ended(status.endedTime(), status.credentialDue());
    }

    /** As of a user's account: once somebody can use it again it has not ended. */
    static Optional<AccessEnd> ended(Optional<Result> result, Optional<RetainedAccountStatus> before) {
        return result.filter(Result::isInUse).isPresent()
                ? Optional.empty()
                : result.flatMap(Result::ended).or(() -> before.flatMap(CredentialEntries::ended));
    }

    private static Optional<AccessEnd> ended(@Nullable String time, @Nullable Boolean renewed) {
        return Times.parse(time).map(since -> new AccessEnd(since, Boolean.TRUE.equals(renewed)));
    }

    static @Nullable String time(Optional<AccessEnd> end) {
        return end.map(AccessEnd::since).map(Times::text).orElse(null);
    }

    static @Nullable Boolean renewed(Optional<AccessEnd> end) {
        return end.filter(AccessEnd::renewed).isPresent() ? Boolean.TRUE : null;
    }

    private static CredentialEntry entry(DueCredential.Fetchable one) {
        return new CredentialEntry(one.place().secret(), Times.text(one.until()));
    }
}
