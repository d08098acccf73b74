package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Something is to be left alone for a while. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suspend(
        @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Why, for whoever finds it.")
        String reason,

        @Size(max = 40)
        @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
        @JsonPropertyDescription("An instant, or a date: the end of that day. Absent: until it is taken out.")
        @Nullable
        String until) {}
