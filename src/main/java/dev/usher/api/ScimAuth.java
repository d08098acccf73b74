package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How Usher proves itself to an app that speaks SCIM. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScimAuth(
        @Required @JsonPropertyDescription("A bearer token (RFC 6750).")
        Bearer bearer) {

    /** A bearer token. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bearer(
            @Required
            @JsonPropertyDescription(
                    "The Secret that holds the token, in the namespace of this resource. It must be labelled usher.dev/credential=true and annotated usher.dev/hosts=<host>.")
            SecretReference secretRef) {}
}
