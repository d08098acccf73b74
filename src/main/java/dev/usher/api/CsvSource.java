package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of separated values. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.configMap), has(self.secret), has(self.at)].exists_one(way, way)",
        message = "`csv` must hold exactly one of `configMap`, `secret` and `at`")
public record CsvSource(
        @JsonPropertyDescription("A key of a ConfigMap in this namespace. It holds at most 1 MiB, some 8,000 people.")
        @Nullable
        FileReference configMap,

        @JsonPropertyDescription(
                "A key of a Secret in this namespace, which must be labelled usher.dev/source-file=<name of this resource>: a Secret that holds a credential is no file.")
        @Nullable
        FileReference secret,

        @JsonPropertyDescription("A file at an address, of at most 64 MiB.") @Nullable
        FileAddress at,

        @Size(min = 1, max = 1)
        @ValidationRule(
                value = "self in [',', ';', '|', ':', '^', '~', '#', '!', '\\t']",
                message = "`delimiter` must be one of , ; | : ^ ~ # ! and the tab")
        @JsonPropertyDescription(
                "What is between fields, such as ; or a tab. Absent: the comma, semicolon, tab or bar that the header shows.")
        @Nullable
        String delimiter,

        @OneOf({"UTF-8", "UTF-16", "windows-1252", "ISO-8859-1"})
        @JsonPropertyDescription(
                "How characters are written; absent: UTF-8. A byte order mark at the beginning of the file counts before it.")
        @Nullable
        String encoding,

        @Size(min = 1, max = 256)
        @ValidationRule(
                value = "self.trim() == self && size(self) > 0 && !self.contains('\\n') && !self.contains('\\r')",
                message = "`trailer` must be a line without white space around it")
        @JsonPropertyDescription(
                "The last line, by which is known that the file is whole, such as END,{records}, where {records} is how many there are before it.")
        @Nullable
        String trailer) {
    /** One key of a ConfigMap or Secret. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FileReference(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of the ConfigMap or Secret, such as hr.")
            String name,

            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = HttpAuth.KEY_RULE, message = "`key` " + HttpAuth.KEY_ADVICE)
            @JsonPropertyDescription("Key of the file, such as people.csv.")
            String key) {}

    /** A file at an address. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record FileAddress(
            @Required
            @Size(min = 8, max = 1024)
            @ValidationRule(
                    value = "self.matches('^https?://[^/?#@ ]+(/[^# ]*)?$')",
                    message =
                            "`url` must be the address of a file, such as https://files.example.com/people.csv, without user and fragment")
            @JsonPropertyDescription("Its address, such as https://files.example.com/people.csv.")
            String url,

            @Size(max = 32)
            @JsonPropertyDescription("Headers of the request. Nothing secret: what proves who asks is in auth.")
            Map<String, @Size(max = 1024) String> headers,

            @JsonPropertyDescription("How Usher proves itself; absent: by tls.clientCertificate alone, or not at all.")
            @Nullable
            HttpAuth auth,

            @JsonPropertyDescription("How the server proves itself to Usher by TLS, and Usher itself to the server.")
            @Nullable
            HttpTls tls) {
        @SuppressWarnings("ConstantValue")
        public FileAddress {
            headers = Absent.asEmpty(headers);
        }

        /** The same as an interface of which nothing is read by itself. */
        public HttpSource request() {
            return new HttpSource(
                    null, Map.of(), url, null, headers, Map.of(), null, auth, tls, "", null, null, null, null);
        }
    }
}
