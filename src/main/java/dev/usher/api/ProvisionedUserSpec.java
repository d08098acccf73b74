package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who somebody is, when they work, and which roles they are given by hand. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfUserSpec.class)
@ValidationRule(
        value = "!has(oldSelf.externalId) || (has(self.externalId) && self.externalId == oldSelf.externalId)",
        message =
                "`externalId` must not change once it is set, because it is what accounts are found by: create another user for another person")
@ValidationRule(
        value =
                "!has(oldSelf.employments) || size(oldSelf.employments) == 0 || (has(self.employments) && size(self.employments) > 0)",
        message =
                "`employments` must not be emptied: a person who leaves has an entry with status Terminated, one who never came has Withdrawn")
public record ProvisionedUserSpec(
        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Login name, such as ada.lovelace. It may change: accounts are then renamed, not created again.")
        String userName,

        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "The key that survives everything, such as the personnel number. It may be set once and never changed; absent: namespace/name.")
        @Nullable
        String externalId,

        @JsonPropertyDescription("The parts of the person's name.") @Nullable
        PersonName name,

        @Size(min = 1, max = 256) @JsonPropertyDescription("The name that apps show, such as Ada Lovelace.") @Nullable
        String displayName,

        @Size(min = 3, max = 256)
        @ValidationRule(value = "self.contains('@')", message = "`email` must be an address, such as ada@example.com")
        @JsonPropertyDescription("Business e-mail address, such as ada@example.com.")
        @Nullable
        String email,

        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$')",
                message = "`timezone` must be a name of the IANA time zone database, such as Europe/London")
        @JsonPropertyDescription("Where the person's days start and end, such as Europe/London; absent: UTC.")
        @Nullable
        String timezone,

        @Size(max = 16)
        @Keyed("id")
        @JsonPropertyDescription("When the person works for us. Nobody who never had an entry is ever held back.")
        List<EmploymentEntry> employments,

        @Size(max = 128)
        @Keyed("name")
        @JsonPropertyDescription("Roles of this namespace that the person is given by hand.")
        List<RoleAssignment> roles) {

    @SuppressWarnings("ConstantValue")
    public ProvisionedUserSpec {
        employments = Absent.asEmpty(employments);
        roles = Absent.asEmpty(roles);
    }

    /** The parts of a person's name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PersonName(
            @Size(min = 1, max = 256) @JsonPropertyDescription("Given name, such as Ada.") @Nullable
            String given,

            @Size(min = 1, max = 256) @JsonPropertyDescription("Family name, such as Lovelace.") @Nullable
            String family) {}

    /** One employment, contract or engagement. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(oldSelf.status) || has(self.status)",
            message = "`status` must stay once it is set: without it a person who left would be back")
    public record EmploymentEntry(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Tells the entries apart, such as main.")
            String id,

            @OneOf({"Active", "OnLeave", "Suspended", "Terminated", "Withdrawn"})
            @JsonPropertyDescription(
                    "What its source says of it: Active, OnLeave, Suspended, Terminated, Withdrawn (never came). Absent counts as Active.")
            @Nullable
            String status,

            @Size(max = 40)
            @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
            @JsonPropertyDescription(
                    "An instant (2026-12-01T09:00:00Z), or a date (2026-12-01): the start of that day where the person works.")
            @Nullable
            String startTime,

            @Size(max = 40)
            @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
            @JsonPropertyDescription(
                    "An instant (2027-06-30T18:00:00Z), or a date (2027-06-30): the end of that day, the last working day.")
            @Nullable
            String endTime,

            @JsonPropertyDescription(
                    "Whether this entry leads while several are alive; absent everywhere: the latest start leads.")
            @Nullable
            Boolean primary) {
        static final String TIME_RULE =
                "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$')";
        static final String TIME_ADVICE =
                "must be a date such as 2026-12-01, or an instant such as 2026-12-01T09:00:00Z";
    }

    /** A role given by hand. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RoleAssignment(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of a Role in this namespace, such as analyst.")
            String name) {}
}
