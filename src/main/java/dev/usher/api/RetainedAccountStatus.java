package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an account without a user. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfRetainedStatus.class)
public record RetainedAccountStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @OneOf({"Removing", "Held", "Retained", "Kept", "Deleted"})
        @JsonPropertyDescription(
                "Removing (tried for ever), Held (a limit holds it; the account is as it was), Retained (disabled), Kept (left as it is), Deleted.")
        @Nullable
        String state,

        @Size(max = 40) @JsonPropertyDescription("Since when, in RFC 3339.") @Nullable
        String since,

        @Size(max = 40)
        @JsonPropertyDescription("When the account is deleted, in RFC 3339; absent: it is not.")
        @Nullable
        String purgeTime,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Since when complete inventories have shown the account in use without a user, in RFC 3339; absent: fewer than two of them did, or it is acknowledged.")
        @Nullable
        String orphanedTime,

        @Size(max = 40)
        @JsonPropertyDescription(
                "When what the app says of accounts that nobody justifies disables it, in RFC 3339; absent: it does not.")
        @Nullable
        String disableTime,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Until when the name of the deleted account is given to nobody else, in RFC 3339; absent: the account is there. Whoever deletes this resource gives the name away.")
        @Nullable
        String reservedUntil,

        @Size(max = 64)
        @JsonPropertyDescription(
                "A salted digest of what a read last agreed with; absent: the account is not as decided, or nothing is known of it.")
        @Nullable
        String applied,

        @JsonPropertyDescription(
                "True: it is disabled because of a lock alone, which takes nothing: it holds what it held; absent: not so.")
        @Nullable
        Boolean keepsEntitlements,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Since when access with the account has ended since its user was deleted, in RFC 3339; absent: it has not, or had before.")
        @Nullable
        String endedTime,

        @JsonPropertyDescription(
                "True: whoever gets it back is given something new to sign on with, however soon, since what they knew may not work any more; absent: not so.")
        @Nullable
        Boolean credentialDue,

        @Size(max = 16) @Keyed("type") @JsonPropertyDescription("Ready, Reconciling, Stalled and what explains them.")
        List<Condition> conditions) {
    public RetainedAccountStatus {
        conditions = Absent.asEmpty(conditions);
    }
}
