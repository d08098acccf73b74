package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a decision was about, and how far it is done. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = Lenient.OfDecisionStatus.class)
public record RemovalDecisionStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 512) @JsonPropertyDescription("What the wave was because of.") @Nullable
        String cause,

        @JsonPropertyDescription(
                "How many people were of the wave when the decision took effect: it is about them, and nobody else.")
        @Nullable
        Integer members,

        @JsonPropertyDescription(
                "Release: how many of them have lost it, or are not to lose it any more, since what caused it was undone.")
        @Nullable
        Integer released,

        @JsonPropertyDescription("Keep: how many of them have what they would lose otherwise.") @Nullable
        Integer kept,

        @JsonPropertyDescription(
                "Restore: how many of them have back what the wave took, or are to have it by what is declared.")
        @Nullable
        Integer restored,

        @JsonPropertyDescription("Restore: how many of them a lock shuts out, who are not given anything back.")
        @Nullable
        Integer locked,

        @JsonPropertyDescription(
                "Restore: how many of them are not to have it for another reason by now, such as a departure, who are not given it back.")
        @Nullable
        Integer lostSince,

        @JsonPropertyDescription("Restore: how many of them have no account any more that could be given back.")
        @Nullable
        Integer gone,

        @JsonPropertyDescription(
                "Release: how many of them are still to lose it. Restore: how many are still to have it back.")
        @Nullable
        Integer left,

        @Size(max = 40) @JsonPropertyDescription("When it ends by itself.") @Nullable
        String until,

        @Size(max = 16)
        @Keyed("type")
        @JsonPropertyDescription(
                "Ready, Reconciling and Stalled, as everywhere in Kubernetes, and Complete: True once nobody is left for whom something has to be done.")
        List<Condition> conditions) {
    /** Nothing was looked at. */
    public static final RemovalDecisionStatus NONE =
            new RemovalDecisionStatus(null, null, null, null, null, null, null, null, null, null, null, List.of());

    @SuppressWarnings("ConstantValue")
    public RemovalDecisionStatus {
        conditions = Absent.asEmpty(conditions);
    }
}
