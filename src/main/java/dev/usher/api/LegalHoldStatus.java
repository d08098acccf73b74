package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom the hold means, and how much it keeps. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfHoldStatus.class)
public record LegalHoldStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 64)
        @Keyed("user")
        @JsonPropertyDescription(
                "The keys of those who are named in `users`, noted on first sight: the hold follows them over renames, re-creation and accounts without a user.")
        List<Pinned> pinned,

        @JsonPropertyDescription("How many users it means.") @Nullable
        Integer users,

        @JsonPropertyDescription(
                "How many of their accounts it keeps from being deleted, also of those who have no user any more.")
        @Nullable
        Integer accounts,

        @Size(max = 16)
        @Keyed("type")
        @JsonPropertyDescription("Ready, Reconciling and Stalled, as everywhere in Kubernetes.")
        List<Condition> conditions) {
    /** Nothing was looked at. */
    public static final LegalHoldStatus NONE = new LegalHoldStatus(null, List.of(), null, null, List.of());

    @SuppressWarnings("ConstantValue")
    public LegalHoldStatus {
        pinned = Absent.asEmpty(pinned);
        conditions = Absent.asEmpty(conditions);
    }

    /** The key of a user that was found by their name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pinned(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ProvisionedUser.")
            String user,

            @Required @Size(min = 1, max = 320) @JsonPropertyDescription("The key of the person.")
            String externalId) {}
}
