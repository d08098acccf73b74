package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a policy holds. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfPolicyStatus.class)
public record ProvisioningPolicyStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "The workday that was last in force. It goes on to count while the spec cannot be followed, so that no slip in it moves anybody's end.")
        ProvisioningPolicySpec.@Nullable Workday workday,

        @Size(max = 256)
        @Keyed("name")
        @JsonPropertyDescription("The locations that were last in force; they go on to count with the workday.")
        List<ProvisioningPolicySpec.Location> locations,

        @Size(max = 16) @Keyed("type") @JsonPropertyDescription("Ready, Reconciling, Stalled and what explains them.")
        List<Condition> conditions) {
    /** Of a policy of which nothing was said yet. */
    public static final ProvisioningPolicyStatus NONE = new ProvisioningPolicyStatus(null, null, List.of(), List.of());

    public ProvisioningPolicyStatus {
        locations = Absent.asEmpty(locations);
        conditions = Absent.asEmpty(conditions);
    }
}
