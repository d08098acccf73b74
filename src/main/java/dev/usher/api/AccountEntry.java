package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AccountEntry(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the TargetApp.")
        String app,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Namespace of the TargetApp.")
        String namespace,

        @Required
        @OneOf({"Pending", "Active", "Disabled", "Deleted", "AwaitingLogin", "Held", "Failed", "AppGone"})
        @JsonPropertyDescription(
                "How the account stands: Pending, Active, Disabled, Deleted, AwaitingLogin (the app makes it when its person logs in for the first time), Held (a limit holds its removal), Failed, AppGone.")
        String state,

        @Required @Size(max = 40) @JsonPropertyDescription("Since when it stands so, in RFC 3339.")
        String since,

        @Size(max = 256) @JsonPropertyDescription("The account's id in the app.") @Nullable
        String id,

        @Size(max = 16)
        @JsonPropertyDescription("The tenant in which the id is valid, see status.tenant of the TargetApp.")
        @Nullable
        String tenant,

        @Size(max = 64)
        @JsonPropertyDescription("A salted digest of the values that a read last agreed with.")
        @Nullable
        String applied,

        @JsonPropertyDescription("True: made before the start and never enabled since; absent: not so.") @Nullable
        Boolean prepared,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Since when nothing gives the account any more, in RFC 3339; absent: something does, or the app keeps such accounts.")
        @Nullable
        String unassignedTime,

        @Size(max = 64) @JsonPropertyDescription("Why it is not as decided, as one word.") @Nullable
        String reason,

        @Size(max = 128) @JsonPropertyDescription("Why it is not as decided, as a sentence.") @Nullable
        String message,

        @Size(max = 16)
        @JsonPropertyDescription(
                "What the account held when it was last read, by the app's own words, although no role explains it and Usher does not take it; at most 16 are listed.")
        List<HeldEntitlement> unexplained,

        @JsonPropertyDescription("How many such entitlements there are, where not all are listed.") @Nullable
        Integer unexplainedCount,

        @Size(max = 256)
        @JsonPropertyDescription(
                "What roles gave that the user has lost, until a read agreed with a decision that takes it.")
        List<HeldEntitlement> losing,

        @Size(max = 128)
        @JsonPropertyDescription(
                "What the account held when it was taken over and no role explained, and still holds: it keeps that until a role explains it, somebody takes it away in the app, or access ends.")
        List<HeldEntitlement> adopted,

        @JsonPropertyDescription("True: it was taken over, and nothing was confirmed of it since; absent: not so.")
        @Nullable
        Boolean adopting,

        @Size(max = 256)
        @JsonPropertyDescription(
                "The id of the account that may be theirs and was there before Usher, while somebody has to decide.")
        @Nullable
        String candidate,

        @Size(max = 64)
        @JsonPropertyDescription(
                "A salted digest of the key and the login name of which the app had no account: one that has them came later, by a first login, and is theirs. See docs/just-in-time.md.")
        @Nullable
        String awaited,

        @Size(max = 5)
        @JsonPropertyDescription(
                "What would be done to the account, while the phase of the app lets nothing be written: create, update, disable, delete, removeEntitlements.")
        List<@Size(min = 1, max = 32) String> planned,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Since when access with the account has ended, rather than being put off, in RFC 3339: whoever comes back later than a day gets a new credential, where the app gives any; absent: it has not since the account was last enabled.")
        @Nullable
        String endedTime,

        @JsonPropertyDescription(
                "True: whoever comes back is given something new to sign on with, however soon, since what they knew may not work any more; absent: not so.")
        @Nullable
        Boolean credentialDue,

        @JsonPropertyDescription("Where what the person signs on with for the first time can be fetched yet.") @Nullable
        CredentialEntry credential) {
    public AccountEntry {
        unexplained = Absent.asEmpty(unexplained);
        losing = Absent.asEmpty(losing);
        adopted = Absent.asEmpty(adopted);
        planned = Absent.asEmpty(planned);
    }

    /** The same account, which nothing gives since then. */
    public AccountEntry unassignedSince(@Nullable String time) {
        return with(time, losing, adopted, adopting, candidate, awaited);
    }

    /** The same account, which holds this since before it was taken over; or one that may be theirs. */
    public AccountEntry adopted(List<HeldEntitlement> held, @Nullable Boolean open, @Nullable String mayBeTheirs) {
        return with(unassignedTime, losing, held, open, mayBeTheirs, awaited);
    }

    /** The same, of somebody whose first login makes one that has these keys. */
    public AccountEntry awaited(@Nullable String keys) {
        return with(unassignedTime, losing, adopted, adopting, candidate, keys);
    }

    /** The same account, which has this to lose. */
    public AccountEntry losing(List<HeldEntitlement> owed) {
        return with(unassignedTime, owed, adopted, adopting, candidate, awaited);
    }

    /** The same, and how its holder gets in, or does not any more. */
    public AccountEntry getting(@Nullable String ended, @Nullable Boolean due, @Nullable CredentialEntry fetched) {
        return new AccountEntry(
                app,
                namespace,
                state,
                since,
                id,
                tenant,
                applied,
                prepared,
                unassignedTime,
                reason,
                message,
                unexplained,
                unexplainedCount,
                losing,
                adopted,
                adopting,
                candidate,
                awaited,
                planned,
                ended,
                due,
                fetched);
    }

    private AccountEntry with(
            @Nullable String time,
            List<HeldEntitlement> owed,
            List<HeldEntitlement> held,
            @Nullable Boolean open,
            @Nullable String mayBeTheirs,
            @Nullable String keys) {
        return new AccountEntry(
                app,
                namespace,
                state,
                since,
                id,
                tenant,
                applied,
                prepared,
                time,
                reason,
                message,
                unexplained,
                unexplainedCount,
                owed,
                held,
                open,
                mayBeTheirs,
                keys,
                planned,
                endedTime,
                credentialDue,
                credential);
    }
}
