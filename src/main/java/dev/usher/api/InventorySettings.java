package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** How often an app is read completely. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InventorySettings(
        @Required
        @Min(60)
        @Max(604_800)
        @JsonPropertyDescription(
                "The pause between the end of one complete read and the beginning of the next; absent: 3600 (an hour).")
        Long everySeconds) {}
