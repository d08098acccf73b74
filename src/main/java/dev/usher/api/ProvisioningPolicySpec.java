package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for all people of a namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfPolicySpec.class)
@ValidationRule(
        value = "!has(self.forgetting) || has(self.forgetAfterSeconds)",
        message =
                "`forgetting` says how, and needs `forgetAfterSeconds`, which says when: without it nothing is ever forgotten")
public record ProvisioningPolicySpec(
        @JsonPropertyDescription(
                "When a day of work starts and ends; it turns the dates of employments into instants. Absent: whole days in UTC.")
        @Nullable
        Workday workday,

        @Size(max = 256)
        @Keyed("name")
        @JsonPropertyDescription(
                "Where the places of work are. People whose `location` is one of them have its time zone, unless they have one of their own; who has neither has that of `workday`.")
        List<Location> locations,

        @JsonPropertyDescription(
                "What has to be known of people of each type before they are given anything. A type that is absent has its standard duties.")
        @Nullable
        Types types,

        @JsonPropertyDescription(
                "From which other namespaces the people of this one may be named as manager, owner or person; absent: from none.")
        @Nullable
        AllowedNamespaces allowedNamespaces,

        @JsonPropertyDescription(
                "In which other namespaces an `externalId` means the same person as here, so that accounts go along with whoever moves there. It counts between this namespace and each whose policy names the same realm and lists this one. Absent: in none.")
        @Nullable
        Realm realm,

        @Min(0)
        @Max(TEN_YEARS)
        @JsonPropertyDescription(
                "How many seconds after somebody has departed and has no account any more their personal data goes too; 0: at once. Absent: it stays.")
        @Nullable
        Long forgetAfterSeconds,

        @Min(0)
        @Max(TEN_YEARS)
        @JsonPropertyDescription(
                "For how many seconds after the deletion of somebody's account nobody else is given its userName, whose mail and files may still bear it; 0: not at all. Absent: 63072000 (two years).")
        @Nullable
        Long reserveUserNamesSeconds,

        @Min(0)
        @Max(TEN_YEARS)
        @JsonPropertyDescription(
                "After how many seconds of absence roles that were given by hand before a departure have to be confirmed, by a new `from`, when somebody returns; absent: 2592000 (30 days).")
        @Nullable
        Long confirmRolesAfterSeconds,

        @OneOf({"Delete", "Empty"})
        @JsonPropertyDescription(
                "How personal data goes: Delete (the user resource is deleted), Empty (it stays, without personal data). Absent: Delete.")
        @Nullable
        String forgetting,

        @Size(max = 32)
        @JsonPropertyDescription(
                "What has to be true of everybody here before they are given anything, whatever their type. Of whom a rule is not true, nothing is added and nothing is changed, and the user says the message; access still ends when it has to. Where it cannot be told, nothing is kept from anybody, and that is said.")
        List<QualityRule> quality) {
    private static final long TEN_YEARS = 315_360_000;

    private static final String ZONE_RULE = "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$')";
    private static final String ZONE_ADVICE =
            "`zone` must be a name of the IANA time zone database, such as Europe/London";

    @SuppressWarnings("ConstantValue")
    public ProvisioningPolicySpec {
        locations = Absent.asEmpty(locations);
        quality = Absent.asEmpty(quality);
    }

    /** Namespaces that share their people. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Realm(
            @Required
            @Size(min = 1, max = 63)
            @ValidationRule(
                    value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
                    message =
                            "`name` must be lower case letters, digits and '-', beginning and ending with a letter or digit")
            @JsonPropertyDescription("Its name, the same in the policy of each of its namespaces, such as acme.")
            String name,

            @Required
            @Size(min = 1, max = 64)
            @ValidationRule(
                    value = AllowedNamespaces.NAMES_RULE,
                    message =
                            "`namespaces` must be names of namespaces: lower case letters, digits and '-', beginning and ending with a letter or digit")
            @JsonPropertyDescription(
                    "The namespaces that belong to it. This one may be among them, so that all policies can say the same.")
            List<@Size(min = 1, max = 63) String> namespaces) {
        @SuppressWarnings("ConstantValue")
        public Realm {
            namespaces = Absent.asEmpty(namespaces);
        }
    }

    /** When a day of work starts and ends. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.end) || self.end > (has(self.start) ? self.start : '00:00')",
            message =
                    "`end` must be later than `start` (00:00 where it is absent): a day of work does not go past midnight")
    public record Workday(
            @Size(max = 5)
            @ValidationRule(value = Workday.TIME_RULE, message = Workday.TIME_ADVICE)
            @JsonPropertyDescription(
                    "When access starts on a first day, such as 09:00; absent: at the start of the day.")
            @Nullable
            String start,

            @Size(max = 5)
            @ValidationRule(value = Workday.TIME_RULE, message = Workday.TIME_ADVICE)
            @JsonPropertyDescription("When access ends on a last day, such as 18:00; absent: at the end of the day.")
            @Nullable
            String end,

            @Size(min = 1, max = 64)
            @ValidationRule(value = ZONE_RULE, message = ZONE_ADVICE)
            @JsonPropertyDescription(
                    "Where days start and end for people who have no time zone by themselves or their location, such as Europe/London; absent: UTC.")
            @Nullable
            String zone) {
        static final String TIME_RULE = "self.matches('^([01][0-9]|2[0-3]):[0-5][0-9]$')";
        static final String TIME_ADVICE = "must be a time of the day from 00:00 to 23:59, such as 09:00";
    }

    /** A place of work. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Location(
            @Required
            @Size(min = 1, max = 256)
            @JsonPropertyDescription("The place as people's `location` says it, such as Los Angeles.")
            String name,

            @Required
            @Size(min = 1, max = 64)
            @ValidationRule(value = ZONE_RULE, message = ZONE_ADVICE)
            @JsonPropertyDescription("Where its days start and end, such as America/Los_Angeles.")
            String zone) {}

    /** Duties by the type of people. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Types(
            @JsonProperty("Employee") @JsonPropertyDescription("Duties of employees; the standard: none.") @Nullable
            TypeDuties employee,

            @JsonProperty("Contractor")
            @JsonPropertyDescription(
                    "Duties of contractors; the standard: an end and an owner, at most 365 days, said 14 days before.")
            @Nullable
            TypeDuties contractor,

            @JsonProperty("Partner") @JsonPropertyDescription("Duties of partners; the standard: none.") @Nullable
            TypeDuties partner,

            @JsonProperty("Temporary")
            @JsonPropertyDescription(
                    "Duties of temporary workers; the standard: an end and an owner, at most 365 days, said 14 days before.")
            @Nullable
            TypeDuties temporary,

            @JsonProperty("Service")
            @JsonPropertyDescription("Duties of service accounts; the standard: an owner.")
            @Nullable
            TypeDuties service) {}

    /** What has to be known of people of one type; what is absent is as the standard of the type has it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record TypeDuties(
            @JsonPropertyDescription("Whether an engagement needs an end; absent: as the standard of the type has it.")
            @Nullable
            Boolean requireEnd,

            @JsonPropertyDescription(
                    "Whether somebody has to answer for them as owner; absent: as the standard of the type has it.")
            @Nullable
            Boolean requireOwner,

            @Min(0)
            @Max(TEN_YEARS)
            @JsonPropertyDescription(
                    "How many seconds one engagement may last; 0: without limit. Absent: as the standard of the type has it.")
            @Nullable
            Long maximumSeconds,

            @Min(0)
            @Max(TEN_YEARS)
            @JsonPropertyDescription(
                    "How many seconds before an end it is said that it is near; 0: it is not said. Absent: as the standard of the type has it.")
            @Nullable
            Long warnSeconds,

            @Size(max = 64)
            @ValidationRule(
                    value = "self.all(name, name.matches('^[A-Za-z][A-Za-z0-9_.-]*$'))",
                    message =
                            "`requiredAttributes` must be names of attributes, such as department: letters, digits, '_', '.' and '-', beginning with a letter")
            @JsonPropertyDescription(
                    "What needs a value: displayName, givenName, familyName, email, title, department, division, organization, costCenter, location, country, locale, manager, externalId, or a key of the free attributes. Absent: as the standard of the type has it.")
            List<@Size(min = 1, max = 64) String> requiredAttributes) {
        @SuppressWarnings("ConstantValue")
        public TypeDuties {
            requiredAttributes = Absent.asEmpty(requiredAttributes);
        }
    }

    /** Something that has to be true of everybody. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record QualityRule(
            @Required
            @Size(min = 1, max = 2048)
            @JsonPropertyDescription(
                    "A condition in CEL on the variable `user` that has to be true, such as user.email.endsWith('@example.com'). Everything that can be named is in docs/rules.md.")
            String rule,

            @Required
            @Size(min = 1, max = 256)
            @JsonPropertyDescription(
                    "What the user says of whom it is not true: what is missing, and what to do. Everybody who may read the user can read it.")
            String message) {}
}
