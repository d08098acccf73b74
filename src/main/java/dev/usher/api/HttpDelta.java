package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How an interface is asked for what changed alone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.time), has(self.newest), has(self.token), has(self.link)].filter(way, way).size() <= 1",
        message = "`delta` must hold exactly one of `time`, `newest`, `token` and `link`")
@ValidationRule(
        value = "!(has(self.query) && has(self.field))",
        message = "give exactly one of `query`, a parameter, and `field`, a place in the body")
@ValidationRule(
        value = "(has(self.time) || has(self.newest) || has(self.token)) == (has(self.query) || has(self.field))",
        message =
                "say by `query` or `field` where a request says since when, with `time`, `newest` or `token`; a `link` says it itself")
@ValidationRule(
        value = "(has(self.query) || has(self.field)) || (!has(self.value) && !has(self.url))",
        message = "`value` and `url` need `query` or `field`: they are of a request that says since when")
public record HttpDelta(
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The parameter of the request that says since when, such as updated_since.")
        @Nullable
        String query,

        @Size(min = 1, max = 512)
        @ValidationRule(value = HttpSource.POINTER, message = "`field` " + HttpSource.POINTER_ADVICE)
        @JsonPropertyDescription(
                "The place in the body of a POST that says since when, as a JSON Pointer such as /filter/since.")
        @Nullable
        String field,

        @Size(min = 7, max = 4096)
        @ValidationRule(value = "self.contains('{since}')", message = "`value` must hold {since}")
        @JsonPropertyDescription(
                "What is said there, such as updated_at ge '{since}'; absent: {since} alone. It has to hold what the request says there otherwise.")
        @Nullable
        String value,

        @Size(min = 8, max = 1024)
        @ValidationRule(
                value = "self.matches('^https?://[^/?#@ ]+(/[^# ]*)?$')",
                message = "`url` must be an address, such as https://hr.example.com/api/people/changed")
        @JsonPropertyDescription(
                "What is asked instead of `http.url`, where that is something else that answers in the same shape; at the same scheme, host and port, and with all parameters that stand there.")
        @Nullable
        String url,

        @JsonPropertyDescription("Since the last reading that was applied began.") @Nullable
        SinceTime time,

        @JsonPropertyDescription("Since the newest time that any record had.") @Nullable
        SinceNewest newest,

        @JsonPropertyDescription("By a word of the last answer.") @Nullable
        SinceWord token,

        @JsonPropertyDescription("At an address in the last answer, such as that of @odata.deltaLink.") @Nullable
        SinceWord link,

        @Min(3_600)
        @Max(604_800)
        @JsonPropertyDescription(
                "How often everybody is read all the same, in seconds, more than `everySeconds`; absent: once a day. What depends on anything but the record itself waits until then.")
        @Nullable
        Integer wholeEverySeconds) {
    /** Whether it says how, and not only that it is. */
    public boolean saysHow() {
        return time != null || newest != null || token != null || link != null;
    }

    private static final String FORMAT =
            "How a time is written, in UTC: EpochSeconds, EpochMillis, or letters such as uuuu-MM-dd'T'HH:mm:ss; absent: 2026-12-01T08:00:00Z.";
    private static final String OVERLAP =
            "How much earlier than that is said, in seconds; absent: 300. What is asked twice changes nothing.";

    /** Since the last reading. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SinceTime(
            @Size(min = 5, max = 40) @JsonPropertyDescription(FORMAT) @Nullable
            String format,

            @Min(0) @Max(604_800) @JsonPropertyDescription(OVERLAP) @Nullable
            Integer overlapSeconds) {}

    /** Since the newest record. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SinceNewest(
            @Required
            @Size(min = 1, max = 512)
            @ValidationRule(value = HttpSource.POINTER, message = "`at` " + HttpSource.POINTER_ADVICE)
            @JsonPropertyDescription("Where a record says when it changed, such as /updated_at.")
            String at,

            @Size(min = 5, max = 40) @JsonPropertyDescription(FORMAT) @Nullable
            String format,

            @Min(0) @Max(604_800) @JsonPropertyDescription(OVERLAP) @Nullable
            Integer overlapSeconds) {}

    /** What the last answer says. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SinceWord(
            @Required
            @Size(min = 1, max = 512)
            @ValidationRule(value = HttpSource.POINTER, message = "`at` " + HttpSource.POINTER_ADVICE)
            @JsonPropertyDescription("Where the last page has it, such as /delta_token or /@odata.deltaLink.")
            String at) {}
}
