package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom the lock means, and what the apps have confirmed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfLockStatus.class)
public record AccessLockStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 320)
        @JsonPropertyDescription(
                "The key of the person, noted on first sight: the lock follows it over renames, re-creation and accounts without a user.")
        @Nullable
        String externalId,

        @Size(max = 253)
        @JsonPropertyDescription("Where the key means one person: the namespace of the lock.")
        @Nullable
        String realm,

        @Size(max = 64)
        @Keyed({"app", "namespace"})
        @JsonPropertyDescription("What each app has confirmed; none where the person has no account.")
        List<Receipt> receipts,

        @Size(max = 16)
        @Keyed("type")
        @JsonPropertyDescription("Ready, Reconciling and Stalled, as everywhere in Kubernetes.")
        List<Condition> conditions) {
    /** Nothing was looked at. */
    public static final AccessLockStatus NONE = new AccessLockStatus(null, null, null, List.of(), List.of());

    @SuppressWarnings("ConstantValue")
    public AccessLockStatus {
        receipts = Absent.asEmpty(receipts);
        conditions = Absent.asEmpty(conditions);
    }

    /** What one app has confirmed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Receipt(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the TargetApp.")
            String app,

            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Namespace of the TargetApp.")
            String namespace,

            @Required
            @OneOf({"Confirmed", "Unconfirmed", "Protected"})
            @JsonPropertyDescription(
                    "Confirmed: a read showed since the lock that every account of the person is disabled or not there. Unconfirmed: one may still be enabled. Protected: one is, and `safety.protect` of the app lets nobody disable it.")
            String account,

            @Size(max = 64)
            @JsonPropertyDescription("Why it is not confirmed, one of the reasons in docs/conditions.md.")
            @Nullable
            String reason,

            @Required @Size(max = 40) @JsonPropertyDescription("Since when it has been so.")
            String time,

            @OneOf({"Ended", "Pending", "Unsupported"})
            @JsonPropertyDescription(
                    "What became of the sessions that the app had open. Ended: it ended them since the lock. Pending: some may be open, and it is asked until it has done that. Unsupported: it cannot be asked, so that those that are open last as long as it lets them. Absent: no account is there, or nothing may be written to it.")
            @Nullable
            String sessions,

            @Size(max = 128) @JsonPropertyDescription("Why they are not ended yet.") @Nullable
            String sessionsMessage,

            @Size(max = 40) @JsonPropertyDescription("Since when it has been so of the sessions.") @Nullable
            String sessionsTime) {}
}
