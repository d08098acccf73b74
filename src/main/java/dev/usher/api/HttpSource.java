package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An interface that answers in JSON. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.preset) || (has(self.url) && has(self.records))",
        message = "give `preset`, or both of `url` and `records`")
@ValidationRule(
        value =
                "!has(self.preset) || (!has(self.records) && !has(self.pagination) && !has(self.detail) && !has(self.method))",
        message = "a preset says `method`, `records`, `pagination` and `detail`: leave these out, or the preset")
@ValidationRule(value = "has(self.preset) || !has(self.values)", message = "`values` are of a preset: name one")
@ValidationRule(
        value = "!has(self.body) || has(self.preset) || (has(self.method) && self.method == 'POST')",
        message = "only a POST has a `body`: set `method: POST`")
@ValidationRule(
        value =
                "!has(self.delta) || has(self.preset) || has(self.delta.time) || has(self.delta.newest) || has(self.delta.token) || has(self.delta.link)",
        message = "`delta` must hold exactly one of `time`, `newest`, `token` and `link`")
public record HttpSource(
        @Size(min = 3, max = 64)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?@[1-9][0-9]{0,5}$')",
                message = "`preset` must be one version of a preset, such as bamboohr@1")
        @JsonPropertyDescription(
                "How a product is read that Usher knows, such as bamboohr@1: its address, pages and records. See docs/http-source.md.")
        @Nullable
        String preset,

        @Size(max = 8) @JsonPropertyDescription("What the preset asks for, such as company: acme.")
        Map<String, @Size(min = 1, max = 256) String> values,

        @Size(min = 8, max = 1024)
        @ValidationRule(
                value = "self.matches('^https?://[^/?#@ ]+(/[^# ]*)?$')",
                message =
                        "`url` must be the address of the interface, such as https://hr.example.com/api/people, without user and fragment")
        @JsonPropertyDescription(
                "What is asked first, such as https://hr.example.com/api/people; with a preset: the scheme, host and port that are asked instead of its own.")
        @Nullable
        String url,

        @OneOf({"GET", "POST"}) @JsonPropertyDescription("How it is asked; absent: by GET.") @Nullable
        String method,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Headers of each request, beside those of a preset. Nothing secret: what proves who asks is in auth.")
        Map<String, @Size(max = 1024) String> headers,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Parameters of each request, beside those of the address and in place of those of a preset that have the same name.")
        Map<String, @Size(max = 4096) String> query,

        @Size(min = 1, max = 65_536)
        @JsonPropertyDescription(
                "The body of each POST, sent as it stands but for what says which page; in place of the body of a preset.")
        @Nullable
        String body,

        @JsonPropertyDescription(
                "How Usher proves itself in each request; absent: by tls.clientCertificate alone, or not at all.")
        @Nullable
        HttpAuth auth,

        @JsonPropertyDescription("How the server proves itself to Usher by TLS, and Usher itself to the server.")
        @Nullable
        HttpTls tls,

        @Size(max = 512)
        @ValidationRule(value = POINTER, message = "`records` " + POINTER_ADVICE)
        @JsonPropertyDescription(
                "Where the list of records stands in each answer, as a JSON Pointer such as /data; empty where the answer is the list.")
        @Nullable
        String records,

        @JsonPropertyDescription("How pages follow one another; absent: all is in one answer.") @Nullable
        Pages pagination,

        @JsonPropertyDescription("What is asked of each person by itself, where the list says too little.") @Nullable
        Detail detail,

        @Min(0)
        @Max(60_000)
        @JsonPropertyDescription(
                "How long is waited between two requests, in milliseconds; absent: not at all, or as the preset has it.")
        @Nullable
        Integer pauseMillis,

        @JsonPropertyDescription(
                "How it is asked, between two readings of everybody, for those alone who changed; with a preset that knows how, {} is enough. Absent: everybody is read each time.")
        @Nullable
        HttpDelta delta) {
    static final String POINTER = "self == '' || self.matches('^(/([^~/]|~[01])*)+$')";
    static final String POINTER_ADVICE =
            "must be a JSON Pointer, such as /data/0/name, with ~1 for a slash in a name and ~0 for a tilde";

    @SuppressWarnings("ConstantValue")
    public HttpSource {
        values = Absent.asEmpty(values);
        headers = Absent.asEmpty(headers);
        query = Absent.asEmpty(query);
    }

    /** How pages follow one another. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "[has(self.offset), has(self.page), has(self.cursor), has(self.link), has(self.next)].exists_one(way, way)",
            message = "`pagination` must hold exactly one of `offset`, `page`, `cursor`, `link` and `next`")
    public record Pages(
            @JsonPropertyDescription("The next page is asked for by how many records came before.") @Nullable
            ByOffset offset,

            @JsonPropertyDescription("The next page is asked for by its number.") @Nullable
            ByNumber page,

            @JsonPropertyDescription("The next page is asked for by a word that each answer gives for it.") @Nullable
            ByCursor cursor,

            @JsonPropertyDescription("The next page is at the address of a header (RFC 8288).") @Nullable
            ByLink link,

            @JsonPropertyDescription("The next page is at an address in the answer.") @Nullable
            ByAddress next) {}

    /** Pages by how many records came before. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ByOffset(
            @Required @JsonPropertyDescription("Where the number of records before goes.")
            Place offset,

            @Required @JsonPropertyDescription("How many records a page is to have.")
            PageSize size,

            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`total` " + POINTER_ADVICE)
            @JsonPropertyDescription(TOTAL)
            @Nullable
            String total) {}

    /** Pages by their numbers. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ByNumber(
            @Required @JsonPropertyDescription("Where the number of the page goes.")
            Place number,

            @Min(0) @Max(1) @JsonPropertyDescription("The number of the first page; absent: 1.") @Nullable
            Integer first,

            @Required @JsonPropertyDescription("How many records a page is to have.")
            PageSize size,

            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`total` " + POINTER_ADVICE)
            @JsonPropertyDescription(TOTAL)
            @Nullable
            String total) {}

    private static final String TOTAL =
            "Where the answer says how many records there are on all pages together, such as /meta/total: fewer break the reading. Absent: a page that is shorter than one before is the last.";

    /** Pages by a word for the next one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ByCursor(
            @Required @JsonPropertyDescription("Where the word goes.")
            Place cursor,

            @Required
            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`next` " + POINTER_ADVICE)
            @JsonPropertyDescription("Where the answer has it, such as /paging/next; nothing there is the end.")
            String next) {}

    /** Pages by a header. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ByLink(
            @Required @OneOf("Link") @JsonPropertyDescription("The header whose relation is next: Link.")
            String header) {}

    /** Pages by an address in the answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ByAddress(
            @Required
            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`address` " + POINTER_ADVICE)
            @JsonPropertyDescription(
                    "Where the answer has it, whole or as a path, such as /links/next; nothing there is the end.")
            String address) {}

    /** Where a request says which page it wants. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.query) != has(self.field)",
            message = "give exactly one of `query`, a parameter, and `field`, a place in the body")
    public record Place(
            @Size(min = 1, max = 128) @JsonPropertyDescription("The name of a parameter, such as offset.") @Nullable
            String query,

            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`field` " + POINTER_ADVICE)
            @JsonPropertyDescription("A place in the body of a POST, as a JSON Pointer such as /paging/offset.")
            @Nullable
            String field) {}

    /** How many records a page is to have. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.query) != has(self.field)",
            message = "give exactly one of `query`, a parameter, and `field`, a place in the body")
    public record PageSize(
            @Size(min = 1, max = 128) @JsonPropertyDescription("The name of a parameter, such as limit.") @Nullable
            String query,

            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`field` " + POINTER_ADVICE)
            @JsonPropertyDescription("A place in the body of a POST, as a JSON Pointer such as /paging/limit.")
            @Nullable
            String field,

            @Required @Min(1) @Max(100_000) @JsonPropertyDescription("How many, such as 100.")
            Integer most) {}

    /** What is asked of each person by itself. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(
            @Required
            @Size(min = 8, max = 1024)
            @ValidationRule(
                    value = "self.matches('^https?://[^/?#@ ]+/[^# ]*$') && self.contains('{key}')",
                    message =
                            "`url` must be an address with {key} in it, such as https://hr.example.com/api/people/{key}")
            @JsonPropertyDescription(
                    "Its address, with {key} for the key of the person, such as https://hr.example.com/api/people/{key}; at the scheme, host and port of the list.")
            String url,

            @Size(min = 1, max = 512)
            @ValidationRule(value = POINTER, message = "`key` " + POINTER_ADVICE)
            @JsonPropertyDescription(
                    "Where the answer says of whom it speaks: one that speaks of somebody else is none. Absent: it is believed.")
            @Nullable
            String key,

            @Required
            @Size(min = 1, max = 96)
            @JsonPropertyDescription("Which of `fields[].from` are read of this answer, from its beginning.")
            List<@Size(min = 1, max = 256) String> fields) {
        @SuppressWarnings("ConstantValue")
        public Detail {
            fields = Absent.asEmpty(fields);
        }
    }
}
