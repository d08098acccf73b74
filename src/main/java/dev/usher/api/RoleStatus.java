package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
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

        @Size(max = 256)
        @JsonPropertyDescription(
                "What the role gives, or gave before it was edited: members lose it when nothing explains it any more.")
        List<NamedEntitlement> named,

        @Size(max = 16) @Keyed("type") @JsonPropertyDescription("Ready, Reconciling, Stalled and what explains them.")
        List<Condition> conditions) {
    /** Of a role of which nothing was said yet. */
    public static final RoleStatus NONE = new RoleStatus(null, null, List.of(), List.of());

    public RoleStatus {
        named = Absent.asEmpty(named);
        conditions = Absent.asEmpty(conditions);
    }

    /** An entitlement of one app. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NamedEntitlement(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the TargetApp.")
            String app,

            @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Namespace of the TargetApp.")
            String namespace,

            @Required @Size(max = 64) @JsonPropertyDescription("What it is in the app, such as group.")
            String kind,

            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Its name in the app.")
            String value) {}
}
