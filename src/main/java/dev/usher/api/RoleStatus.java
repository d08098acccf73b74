package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a role stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfRoleStatus.class)
public record RoleStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("How many users hold the role.") @Nullable
        Integer members,

        @Size(max = 16) @Keyed("type") @JsonPropertyDescription("Ready, Reconciling, Stalled and what explains them.")
        List<Condition> conditions) {
    public RoleStatus {
        conditions = Absent.asEmpty(conditions);
    }
}
