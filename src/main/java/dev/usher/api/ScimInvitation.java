package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How the holder of an account is invited to choose how they sign on. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScimInvitation(
        @Required
        @JsonPropertyDescription(
                "The request by which one person is invited. It is sent once their account is enabled, and again until it is answered that it is done: somebody may be invited twice where an answer is lost.")
        DeclaredRequest request,

        @JsonPropertyDescription(
                "The Secret that holds the bearer token for this request, in the namespace of this resource. It must be labelled usher.dev/credential=true and annotated usher.dev/hosts=<host>. Absent: the credentials of the app, whose Secret must name the host then.")
        @Nullable
        SecretReference secretRef) {}
