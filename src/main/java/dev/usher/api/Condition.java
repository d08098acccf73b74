package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource's state, as Kubernetes' API conventions have it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("What is stated: Ready, Reconciling, Stalled, or an aspect such as CredentialsValid.")
        String type,

        @Required
        @OneOf({"True", "False", "Unknown"})
        @JsonPropertyDescription("Whether it is so: True, False or Unknown.")
        String status,

        @Size(min = 1, max = 64)
        @Required
        @JsonPropertyDescription("Why, as one word in CamelCase that does not change between versions.")
        String reason,

        @Required
        @Size(max = 1024)
        @JsonPropertyDescription("Why, as a sentence for people; it says what to do where somebody has to act.")
        String message,

        @JsonPropertyDescription("The generation of the resource that this was said of.") @Nullable
        Long observedGeneration,

        @Required
        @Size(max = 32)
        @JsonPropertyDescription("When the status last changed from one value to another, in RFC 3339.")
        String lastTransitionTime) {}
