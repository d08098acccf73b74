package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Something that an account holds, or may hold. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldEntitlement(
        @Required @Size(max = 64) @JsonPropertyDescription("What it is in the app, such as group.")
        String kind,

        @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Its name in the app.")
        String value) {}
