package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What is said by hand of somebody's account in one app. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountLink(
        @Required @JsonPropertyDescription("The app.") Reference app,

        @Required
        @Size(max = 256)
        @JsonPropertyDescription(
                "The id of the account that is theirs, as the app has it: Usher takes it over as it is, and takes nothing from it that it holds. It counts as long as Usher has no account of theirs there, and in apps of the user's own namespace. An empty one: they get no account in this app, whatever roles say, and one that is there ends as if no role gave it.")
        String id) {}
