package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How an app ends the sessions that it has open for an account. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScimSessions(
        @Required
        @JsonPropertyDescription(
                "The request that ends the sessions of one account. It is sent once the account is disabled by an AccessLock, with the credentials of the app, and again until the app has done it: one that finds no session must be answered as one that finds some.")
        DeclaredRequest request) {}
