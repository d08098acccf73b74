package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One key of a Secret in the namespace of the app. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretReference(
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
        @JsonPropertyDescription("Name of the Secret.")
        String name,

        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^[-._a-zA-Z0-9]+$')",
                message = "`key` must be a key of the Secret: letters, digits, '-', '_' and '.'")
        @JsonPropertyDescription("Key in the Secret, such as token.")
        String key) {}
