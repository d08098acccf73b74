package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an app stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfAppStatus.class)
public record TargetAppStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription("What account ids mean here, as a short fingerprint of the app's address.")
        @Nullable
        String tenant,

        @JsonPropertyDescription("How many accounts stand how; written at most every 30 seconds.") @Nullable
        Counts accounts,

        @Size(max = 32) @Keyed("name") @JsonPropertyDescription("What the app can do, and how that is known.")
        List<CapabilityEntry> capabilities,

        @Size(max = 1024)
        @JsonPropertyDescription(
                "What roles gave here that are gone, as long as an account may still hold it; accounts lose it when nothing explains it any more.")
        List<FormerEntitlement> formerly,

        @Size(max = 16)
        @Keyed("type")
        @JsonPropertyDescription("Ready, Reconciling, Stalled, Reachable, CredentialsValid, RemovalsHeld.")
        List<Condition> conditions) {
    /** Of an app of which nothing was said yet. */
    public static final TargetAppStatus NONE = new TargetAppStatus(null, null, null, List.of(), List.of(), List.of());

    public TargetAppStatus {
        capabilities = Absent.asEmpty(capabilities);
        formerly = Absent.asEmpty(formerly);
        conditions = Absent.asEmpty(conditions);
    }

    /** The same with what is left of roles that are gone. */
    public TargetAppStatus remembering(List<FormerEntitlement> left) {
        return new TargetAppStatus(observedGeneration, tenant, accounts, capabilities, left, conditions);
    }

    /** What a role gave that is gone. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FormerEntitlement(
            @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Namespace of the role.")
            String namespace,

            @Required @Size(max = 64) @JsonPropertyDescription("What it is in the app, such as group.")
            String kind,

            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Its name in the app.")
            String value) {}

    /** Accounts by state. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Counts(
            @JsonPropertyDescription("Accounts that are enabled and as decided.")
            int active,

            @JsonPropertyDescription("Accounts that are disabled.")
            int disabled,

            @JsonPropertyDescription("Accounts whose last attempt failed.")
            int failed,

            @JsonPropertyDescription("Accounts whose removal a limit holds.")
            int held) {}

    /** One thing that the app can do. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CapabilityEntry(
            @Required @Size(min = 1, max = 64) @JsonPropertyDescription("What it is, such as patch.")
            String name,

            @Required @Size(max = 256) @JsonPropertyDescription("Its value, such as true.")
            String value,

            @Required
            @OneOf({"spec", "preset", "learned", "discovered", "default"})
            @JsonPropertyDescription("How it is known: spec, preset, learned, discovered, default.")
            String origin) {}
}
