package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.usher.api.CsvSource.FileReference;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a source is told how its people are called. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.http), has(self.ldap), has(self.configMap)].exists_one(way, way)",
        message = "`writeBack` must hold exactly one of `http`, `ldap` and `configMap`")
@ValidationRule(
        value = "!has(self.http) || self.fields.all(field, field.to.startsWith('/'))",
        message = "`writeBack.fields[].to` of a source http must be JSON Pointers into a record, such as /login")
@ValidationRule(
        value = "!has(self.configMap) || !has(self.existing)",
        message = "`existing` is about what records say, and a file is written whole: leave it out beside `configMap`")
public record WriteBack(
        @Required
        @Size(min = 1, max = 4)
        @Keyed("from")
        @JsonPropertyDescription("What the source is told of each person.")
        List<WrittenField> fields,

        @OneOf({"Keep", "Replace"})
        @JsonPropertyDescription(
                "What becomes of what a record says already, and that is not what the user has. Keep (default): it stays, and the status counts it. Replace: it becomes what the user has.")
        @Nullable
        String existing,

        @JsonPropertyDescription("Over HTTP: one request for each person. Of a source http.") @Nullable
        HttpWriteBack http,

        @JsonPropertyDescription("In the entry of each person itself. Of a source ldap.") @Nullable
        LdapWriteBack ldap,

        @JsonPropertyDescription(
                "A key of a ConfigMap in this namespace, which becomes a file of separated values (CSV) with the keys of all people and these fields, for whoever takes it up. The ConfigMap has to be there, with the label usher.dev/write-back=<name of this resource>.")
        @Nullable
        FileReference configMap) {
    /** What a record says already stays. */
    public static final String KEEP = "Keep";

    /** What a record says already becomes what the user has. */
    public static final String REPLACE = "Replace";

    static final String FITS =
            "!has(self.writeBack) || ((!has(self.writeBack.http) || has(self.http)) && (!has(self.writeBack.ldap) || has(self.ldap)))";
    static final String FITS_ADVICE =
            "`writeBack.http` is of a source http, and `writeBack.ldap` of a source ldap; `writeBack.configMap` fits every one";
    static final String APART =
            "!has(self.writeBack) || !has(self.writeBack.configMap) || !has(self.csv) || !has(self.csv.configMap) || self.csv.configMap.name != self.writeBack.configMap.name || self.csv.configMap.key != self.writeBack.configMap.key";
    static final String APART_ADVICE =
            "`writeBack.configMap` must not be the file that the source is read from: give another key";

    @SuppressWarnings("ConstantValue")
    public WriteBack {
        fields = Absent.asEmpty(fields);
    }

    /** One value of a user, and where the record has it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record WrittenField(
            @Required @OneOf({"userName", "email"}) @JsonPropertyDescription("What of the user: userName or email.")
            String from,

            @Required
            @Size(min = 1, max = 256)
            @JsonPropertyDescription(
                    "Where the record has it: a JSON Pointer such as /login, an attribute such as uid, or the header of a column of the file. It is no field of the user, and neither the key.")
            String to) {}

    /** How one person is written over HTTP. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record HttpWriteBack(
            @OneOf({"PATCH", "PUT", "POST"})
            @JsonPropertyDescription("How it is sent; absent: as the preset has it, or by PATCH.")
            @Nullable
            String method,

            @Size(min = 8, max = 1024)
            @ValidationRule(
                    value = "self.matches('^https?://[^/?#@ ]+/[^# ]*$') && self.contains('{key}')",
                    message =
                            "`url` must be an address with {key} in it, such as https://hr.example.com/api/people/{key}")
            @JsonPropertyDescription(
                    "Its address, with {key} for the key of the person, such as https://hr.example.com/api/people/{key}; at the scheme, host and port of the source, unless it has an `auth` of its own. Absent: as the preset has it.")
            @Nullable
            String url,

            @Size(max = 32)
            @JsonPropertyDescription("Headers of each request. Nothing secret: what proves who asks is in auth.")
            Map<String, @Size(max = 1024) String> headers,

            @Size(min = 3, max = 128)
            @ValidationRule(
                    value = "self.matches('^[a-z]+/[-+.a-z0-9]+$')",
                    message = "`contentType` must be a media type of JSON, such as application/merge-patch+json")
            @JsonPropertyDescription(
                    "What the body is, such as application/merge-patch+json; absent: application/json.")
            @Nullable
            String contentType,

            @Size(min = 2, max = 65_536)
            @JsonPropertyDescription("JSON into which the values go; absent: an object that holds nothing else.")
            @Nullable
            String body,

            @Size(max = 4)
            @ValidationRule(
                    value =
                            "self.all(name, name in ['userName', 'email'] && self[name].matches('^(/([^~/]|~[01])*)+$'))",
                    message =
                            "`fields` must hold a JSON Pointer for `userName`, `email` or both, such as userName: /login")
            @JsonPropertyDescription(
                    "Where each value goes in the body, as a JSON Pointer, such as userName: /login. Absent: where the record has it.")
            Map<String, @Size(min = 1, max = 256) String> fields,

            @JsonPropertyDescription(
                    "How Usher proves itself when it writes, since who may write is not who may read; absent: as it does when it reads.")
            @Nullable
            HttpAuth auth) {
        @SuppressWarnings("ConstantValue")
        public HttpWriteBack {
            headers = Absent.asEmpty(headers);
            fields = Absent.asEmpty(fields);
        }
    }

    /** How one entry is written. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LdapWriteBack(
            @JsonPropertyDescription(
                    "As whom Usher writes, since who may write is not who may read; absent: as whom it reads.")
            Ldap.@Nullable Bind bind) {}
}
