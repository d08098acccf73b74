package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which wave it is about, and what becomes of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = Lenient.OfDecisionSpec.class)
@ValidationRule(
        value = "self == oldSelf",
        message = "a decision must not be changed: delete it, which ends it, and create another one")
@ValidationRule(
        value =
                "has(self.app) == has(self.wave) && has(self.source) == has(self.run) && has(self.app) != has(self.source)",
        message = "say what it is about: `app` and `wave`, or `source` and `run`")
@ValidationRule(
        value = "!has(self.run) || self.decision == 'Release'",
        message = "a run that is held is released, or nothing is decided about it: correct the source")
@ValidationRule(
        value = "self.decision != 'Release' || has(self.count) || has(self.run)",
        message =
                "a release says in `count` how much was looked at, as `status.held[].count` of the TargetApp has it: nothing goes where the wave takes more by now")
public record RemovalDecisionSpec(
        @JsonPropertyDescription("Where a wave is held.") @Nullable
        DecidedApp app,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("The wave, as `status.held[].wave` of the TargetApp has it.")
        @Nullable
        String wave,

        @JsonPropertyDescription("Where a run is held, instead of an app.") @Nullable
        DecidedSource source,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
                "The run, as `status.run` of the UserSource has it: the records that were looked at, and no others.")
        @Nullable
        String run,

        @Required
        @OneOf({"Release", "Keep", "Restore"})
        @JsonPropertyDescription(
                "Release: whoever is of the wave now loses it at once, whatever the limits say; of a run all of it is applied. Keep: they keep it for as long as the decision stands. Restore: what the wave took comes back, and stays until it is wanted again or the decision ends. Whoever loses something by the same change later is counted anew.")
        String decision,

        @Min(1)
        @Max(10_000_000)
        @JsonPropertyDescription(
                "What `status.held[].count` said when it was decided: where the wave takes more by now, nothing is done. Absent, for a Keep: however much it takes.")
        @Nullable
        Integer count,

        @Min(60)
        @Max(2_592_000)
        @JsonPropertyDescription(
                "How long it stands, from its creation on. Absent: seven days. Who was to lose something and has not by then is counted anew.")
        @Nullable
        Integer ttlSeconds,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Why, for whoever finds it. Everybody who may read decisions can read it: name a case, not what it is about.")
        String reason,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Who decides: the name of whoever creates it, as the API server knows them. The policy of the Helm chart refuses any other.")
        String requestedBy) {
    /** A source of the decision's own namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DecidedSource(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of the UserSource, in the namespace of the decision.")
            String name) {}

    /** An app of the decision's own namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DecidedApp(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of the TargetApp, in the namespace of the decision.")
            String name) {}
}
