package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Up to where a source was read and applied. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceWatermark(
        @Required
        @Size(max = 4096)
        @JsonPropertyDescription("What it is asked by next, as the source gave it, or a time before `overlapSeconds`.")
        String since,

        @Required @Size(max = 40) @JsonPropertyDescription("When the reading began that came so far.")
        String time,

        @Required @Size(max = 40) @JsonPropertyDescription("When the last reading of everybody began.")
        String wholeTime,

        @Size(max = 40)
        @JsonPropertyDescription(
                "When everybody is read again, where that is another time than `wholeEverySeconds` after that: sooner, since nothing came of the last such reading, the source was not told of everybody, or a delta seems to hold a part alone; or later, since it could not be done.")
        @Nullable
        String wholeDueTime,

        @Required
        @JsonPropertyDescription(
                "How many who worked here do not any more by what was read since `endedTime`: they count together for maximumTerminatedPercent.")
        int ended,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Since when they are counted: absent since `wholeTime`. They are counted anew by a reading of everybody that begins `wholeEverySeconds` after that and is not held, and when somebody releases a run.")
        @Nullable
        String endedTime,

        @Required
        @Size(max = 64)
        @JsonPropertyDescription(
                "By which the operator knows that it wrote this, and under which declaration. Whatever else is found here has everybody read.")
        String proof) {}
