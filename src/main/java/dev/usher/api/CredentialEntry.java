package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where what somebody signs on with for the first time can be fetched. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CredentialEntry(
        @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the Secret, of type kubernetes.io/basic-auth, in the namespace of the user.")
        String secret,

        @Required @Size(max = 40) @JsonPropertyDescription("When it is taken away, in RFC 3339.")
        String expires) {}
