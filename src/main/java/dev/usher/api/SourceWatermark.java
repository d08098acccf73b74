package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Up to where a source was read and applied. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceWatermark(
        @Required
        @Size(max = 4096)
        @JsonPropertyDescription("What it is asked by next, as the source gave it, or a time before `overlapSeconds`.")
        String since,

        @Required @Size(max = 40) @JsonPropertyDescription("When the reading began that came so far.")
        String time,

        @Required @Size(max = 40) @JsonPropertyDescription("When the last reading of everybody began.")
        String wholeTime,

        @Required
        @JsonPropertyDescription(
                "How many who worked here do not any more by what was read since then, or since somebody released a run: they count together for maximumTerminatedPercent.")
        int ended,

        @Required
        @Size(max = 64)
        @JsonPropertyDescription(
                "By which the operator knows that it wrote this, and under which declaration. Whatever else is found here has everybody read.")
        String proof) {}
