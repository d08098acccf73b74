package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A time within an employment in which the person does not work. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaveEntry(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Tells the leaves apart, such as l1.")
        String id,

        @Size(max = 64)
        @JsonPropertyDescription("For people to read, such as parental; Usher treats all leaves alike.")
        @Nullable
        String kind,

        @Required
        @Size(max = 40)
        @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
        @JsonPropertyDescription("An instant, or a date: the start of that day, the first day away.")
        String from,

        @Size(max = 40)
        @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
        @JsonPropertyDescription(
                "An instant, or a date: the end of that day, the last day away. Absent: no end is known.")
        @Nullable
        String until) {}
