package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where records are read, and what becomes of their fields. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfSourceSpec.class)
@ValidationRule(
        value = "self.key == oldSelf.key",
        message =
                "`key` must not change: it is what the people of this source are known by; create another source for another key")
@ValidationRule(
        value = "[has(self.csv), has(self.http), has(self.ldap)].exists_one(way, way)",
        message = "say where records are read, by exactly one of `csv`, `http` and `ldap`")
@ValidationRule(
        value =
                "!has(self.http) || (self.key.startsWith('/') && self.fields.all(field, !has(field.from) || field.from.startsWith('/')))",
        message = "`key` and `fields[].from` of a source `http` must be JSON Pointers, such as /id and /name/first")
@ValidationRule(
        value =
                "!has(self.everySeconds) || self.everySeconds >= 60 || !(has(self.http) || (has(self.csv) && has(self.csv.at)))",
        message = "what is asked over HTTP is read at most every 60 seconds")
@ValidationRule(
        value = "!has(self.missing) || self.missing.then != 'End' || self.fields.exists(field, field.to == 'status')",
        message =
                "`missing.then: End` needs a field to `status`: a source that says of nobody whether they work here ends nobody")
@ValidationRule(
        value =
                "self.fields.all(field, field.to != 'endTime' && field.to != 'startTime') || self.fields.exists(field, field.to == 'status')",
        message = "`fields` must hold one to `status` beside `startTime` and `endTime`: without it nobody could leave")
@ValidationRule(
        value =
                "!has(self.naming) || self.fields.all(field, !(field.to == 'userName' && has(self.naming.userName)) && !(field.to == 'email' && has(self.naming.email)))",
        message =
                "what `naming` chooses no field may say: take `userName`, or `email`, out of `naming`, or the field to it out of `fields`")
@ValidationRule(value = WriteBack.FITS, message = WriteBack.FITS_ADVICE)
@ValidationRule(value = WriteBack.APART, message = WriteBack.APART_ADVICE)
public record UserSourceSpec(
        @JsonPropertyDescription("A file of separated values (CSV).") @Nullable
        CsvSource csv,

        @JsonPropertyDescription("An interface that answers in JSON. See docs/http-source.md.") @Nullable
        HttpSource http,

        @JsonPropertyDescription("A directory that speaks LDAP: each entry is a record, and attributes are its fields.")
        @Nullable
        LdapSource ldap,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "The field by which a record says of whom it speaks, and that never changes, such as the personnel number.")
        String key,

        @Required
        @Size(min = 1, max = 96)
        @Keyed("to")
        @JsonPropertyDescription("What becomes of the fields of a record. Whatever is not named here is not read.")
        List<SourceField> fields,

        @JsonPropertyDescription(
                "How people are named of whom the records do not say how they are called. See docs/naming.md.")
        @Nullable
        NamingSettings naming,

        @Size(max = 3)
        @ValidationRule(
                value = "self.all(one, one in ['externalId', 'email', 'userName'])",
                message = "each of `match` must be externalId, email or userName")
        @JsonPropertyDescription(
                "By what a user is found of whom this source has not spoken yet, each after the other: email, userName. The externalId, where fields name one, always comes first. Absent: by that alone, and whoever is not found is made.")
        List<@Size(min = 1, max = 16) String> match,

        @Min(5)
        @Max(86_400)
        @JsonPropertyDescription(
                "How often it is read, in seconds. Absent: every 300, and every 3600 of a source http.")
        @Nullable
        Integer everySeconds,

        @OneOf({"Apply", "Observe"})
        @JsonPropertyDescription(
                "Apply (default): records become users. Observe: nothing is written, and the status says what would be made, changed and ended.")
        @Nullable
        String mode,

        @Min(-1000)
        @Max(1000)
        @JsonPropertyDescription(
                "Which source counts where two of a namespace say something else of one field: the one with the lower number. Absent: 0; of two with the same number the first that said it keeps it.")
        @Nullable
        Integer priority,

        @Size(max = 96)
        @JsonPropertyDescription(
                "Fields, as in `fields[].to`, of which this source counts before all others of its namespace, whatever their priority.")
        List<@Size(min = 1, max = 80) String> authoritativeFor,

        @JsonPropertyDescription(
                "How much may be different from one run to the next. A run with more changes nothing, and the condition Ready says why.")
        @Nullable
        SanitySettings sanity,

        @JsonPropertyDescription(
                "What becomes of those of whom the source spoke before and whom it lists no more; absent: nothing, they are counted.")
        @Nullable
        MissingSettings missing,

        @JsonPropertyDescription(
                "Signed messages by which a system says that something changed, upon which the source is read: POST /hooks/<namespace>/<name>, where the installation takes them. Absent: none are taken.")
        @Nullable
        Webhook webhook,

        @JsonPropertyDescription(
                "How the source is told how people are called by what `naming` chose; absent: it is not. See docs/write-back.md.")
        @Nullable
        WriteBack writeBack) {
    /** Nothing is done about whoever is missing. */
    public static final String KEEP = "Keep";

    /** It is over for whoever is missing. */
    public static final String END = "End";

    /** Records become users. */
    public static final String APPLY = "Apply";

    /** Nothing is written. */
    public static final String OBSERVE = "Observe";

    @SuppressWarnings("ConstantValue")
    public UserSourceSpec {
        fields = Absent.asEmpty(fields);
        match = Absent.asEmpty(match);
        authoritativeFor = Absent.asEmpty(authoritativeFor);
    }

    /** What becomes of one field. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "has(self.from) != has(self.value)",
            message = "each of `fields` must hold exactly one of `from` and `value`")
    public record SourceField(
            @Required
            @Size(min = 1, max = 80)
            @ValidationRule(
                    value =
                            "self in ['userName', 'externalId', 'type', 'name.given', 'name.family', 'displayName', 'email', 'title', 'department', 'division', 'organization', 'costCenter', 'location', 'country', 'locale', 'timezone', 'manager', 'status', 'startTime', 'endTime'] || self.matches('^attributes[.][A-Za-z][A-Za-z0-9_.-]{0,62}$')",
                    message =
                            "`to` must be userName, externalId, type, name.given, name.family, displayName, email, title, department, division, organization, costCenter, location, country, locale, timezone, manager, status, startTime, endTime, or attributes. and a name of your own")
            @JsonPropertyDescription(
                    "What it becomes: a field of the spec of a ProvisionedUser, such as department or name.given; manager, from the key of another record; status, startTime and endTime of the employment that this source keeps; or attributes. and a name of your own.")
            String to,

            @Size(min = 1, max = 256)
            @JsonPropertyDescription("The field, or column, by its own name; of a source http its JSON Pointer.")
            @Nullable
            String from,

            @Size(min = 1, max = 2048)
            @JsonPropertyDescription(
                    "Instead of `from`: a text in CEL over several fields, such as record['First'] + ' ' + record['Last']. See docs/sources.md.")
            @Nullable
            String value,

            @Size(max = 128)
            @JsonPropertyDescription(
                    "What a word of the source means, such as T: Terminated. Any other word is refused. Absent: what is written there counts.")
            Map<String, String> words,

            @Size(min = 6, max = 40)
            @ValidationRule(
                    value =
                            "self.matches('^[^A-Za-z]*([uy]{4}|MM?|dd?)([^A-Za-z]+)([uy]{4}|MM?|dd?)([^A-Za-z]+)([uy]{4}|MM?|dd?)[^A-Za-z]*$')",
                    message =
                            "`format` must hold the year as uuuu, the month as MM or M and the day as dd or d, such as dd.MM.uuuu")
            @JsonPropertyDescription(
                    "How dates are written, such as dd.MM.uuuu. Absent: as 2026-12-01, or as an instant.")
            @Nullable
            String format) {
        @SuppressWarnings("ConstantValue")
        public SourceField {
            words = Absent.asEmpty(words);
        }
    }

    /** What becomes of those whom a source lists no more. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MissingSettings(
            @Required
            @OneOf({"Keep", "End"})
            @JsonPropertyDescription(
                    "Keep: nothing is done about them. End: their employment is Missing, which is over: for a source that lists only those who work here. Nobody attests that, so that the limits for removals hold it.")
            String then,

            @Min(2)
            @Max(1000)
            @JsonPropertyDescription(
                    "After how many runs in a row that read the source to its end, were not held, and did not list them. Absent: 3.")
            @Nullable
            Integer afterRuns) {}

    /** How much may be different from one run to the next; up to three people may always. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SanitySettings(
            @Min(0)
            @Max(10_000_000)
            @JsonPropertyDescription("With fewer records the source is taken for broken. Absent: 1.")
            @Nullable
            Integer minimumRecords,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "How many percent of those who work here may be missing, of whom it spoke before. Absent: 5.")
            @Nullable
            Integer maximumDisappearedPercent,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "How many percent of those who work here may not any more by one run: they left, are away, or begin later. Absent: 5.")
            @Nullable
            Integer maximumTerminatedPercent,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "How many percent of those of whom it spoke before may come back by one run after they had left. Absent: 5.")
            @Nullable
            Integer maximumReturnedPercent,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "Of how many percent of those who work here it may be unreadable whether they still do. Absent: 5.")
            @Nullable
            Integer maximumRefusedPercent,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "How many percent of those of whom it spoke before may have other values. Absent: 20.")
            @Nullable
            Integer maximumChangedPercent) {}
}
