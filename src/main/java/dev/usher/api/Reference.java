package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Another resource. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reference(
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
        @JsonPropertyDescription("Name of the resource, such as analyst.")
        String name,

        @Size(min = 1, max = 63)
        @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
        @JsonPropertyDescription("Namespace of the resource; absent: the namespace of this one. It is never searched.")
        @Nullable
        String namespace) {}
