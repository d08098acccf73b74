package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An active account in the app that nobody justifies. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrphanEntry(
        @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Its id in the app.")
        String id,

        @Required @Size(max = 40) @JsonPropertyDescription("Since when it is known, in RFC 3339.")
        String since) {}
