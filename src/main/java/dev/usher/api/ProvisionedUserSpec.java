package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
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
                "The key that survives everything, such as the personnel number. It may be set once and never changed; absent: namespace/name, which nobody else may have as a key.")
        @Nullable
        String externalId,

        @OneOf({"Employee", "Contractor", "Partner", "Temporary", "Service"})
        @JsonPropertyDescription(
                "What they are to the organization: Employee (default), Contractor, Partner, Temporary, or Service for an account that software uses. The ProvisioningPolicy says what each type needs.")
        @Nullable
        String type,

        @JsonPropertyDescription(
                "Only on a further identity, such as an admin account: the ProvisionedUser of the person. The identity departs and goes on leave with the person, and is given nothing without one.")
        @Nullable
        Reference person,

        @JsonPropertyDescription("The parts of the person's name.") @Nullable
        PersonName name,

        @Size(min = 1, max = 256) @JsonPropertyDescription("The name that apps show, such as Ada Lovelace.") @Nullable
        String displayName,

        @Size(min = 3, max = 256)
        @ValidationRule(value = "self.contains('@')", message = "`email` must be an address, such as ada@example.com")
        @JsonPropertyDescription("Business e-mail address, such as ada@example.com.")
        @Nullable
        String email,

        @Size(min = 1, max = 256) @JsonPropertyDescription("Job title, such as Analyst.") @Nullable
        String title,

        @Size(min = 1, max = 256) @JsonPropertyDescription("Department, such as Engineering.") @Nullable
        String department,

        @Size(min = 1, max = 256) @JsonPropertyDescription("Division, such as Computing.") @Nullable
        String division,

        @Size(min = 1, max = 256)
        @JsonPropertyDescription("Organization or legal entity, such as Analytical Engines Ltd.")
        @Nullable
        String organization,

        @Size(min = 1, max = 256) @JsonPropertyDescription("Cost center, such as 42.") @Nullable
        String costCenter,

        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Where the person works, such as London. The ProvisioningPolicy can give a location its time zone.")
        @Nullable
        String location,

        @Size(min = 2, max = 2)
        @ValidationRule(
                value = "self.matches('^[A-Z]{2}$')",
                message = "`country` must be a code of two letters (ISO 3166-1), such as GB")
        @JsonPropertyDescription("Country as a code of two letters (ISO 3166-1), such as GB.")
        @Nullable
        String country,

        @JsonPropertyDescription("The person's manager. Said if there is none of that name, or if they have departed.")
        @Nullable
        Reference manager,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Who answers for them: the sponsors of a contractor, the owners of a service account. Said when the last one has departed.")
        List<Reference> owners,

        @Size(min = 2, max = 35) @JsonPropertyDescription("Language and region (BCP 47), such as en-GB.") @Nullable
        String locale,

        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$')",
                message = "`timezone` must be a name of the IANA time zone database, such as Europe/London")
        @JsonPropertyDescription(
                "Where the person's days start and end, such as Europe/London; absent: the zone of the location, else the policy's, else UTC.")
        @Nullable
        String timezone,

        @Size(max = 64)
        @ValidationRule(value = ProvisionedUserSpec.KEYS_RULE, message = ProvisionedUserSpec.KEYS_ADVICE)
        @JsonPropertyDescription("More about the person, by names of your own, such as badge.")
        Map<String, String> attributes,

        @Size(max = 16)
        @Keyed("id")
        @JsonPropertyDescription("When the person works for us. Nobody who never had an entry is ever held back.")
        List<EmploymentEntry> employments,

        @Size(max = 128)
        @Keyed("name")
        @JsonPropertyDescription("Roles of this namespace that the person is given by hand.")
        List<RoleAssignment> roles,

        @Size(max = 64)
        @ValidationRule(
                value = "self.all(one, self.exists_one(other, other.app == one.app))",
                message = "no two entries of `accounts` may have the same `app`")
        @JsonPropertyDescription(
                "Accounts that were there before Usher and are this person's, and apps in which they get none. See docs/adoption.md.")
        List<AccountLink> accounts,

        @JsonPropertyDescription(
                "Leaves the person's accounts as they are: Usher adds and changes nothing. Access that ends still ends.")
        @Nullable
        Suspend suspend,

        @OneOf({DEPROVISION, ORPHAN})
        @JsonPropertyDescription(
                "What becomes of the accounts when this resource is deleted. Deprovision (default): what their apps do at a departure. Orphan: they stay as they are, and count as orphaned, until somebody with the same key takes them back, or spec.orphans.reaction of the app says otherwise. See docs/using.md.")
        @Nullable
        String deletionPolicy) {
    /** The accounts become what their apps make of them at a departure. */
    public static final String DEPROVISION = "Deprovision";

    /** The accounts stay as they are. */
    public static final String ORPHAN = "Orphan";

    private static final String FORGOTTEN = "forgotten-";

    static final String KEYS_RULE = "self.all(name, name.matches('^[A-Za-z][A-Za-z0-9_.-]{0,62}$'))";
    static final String KEYS_ADVICE =
            "names of attributes begin with a letter and hold letters, digits, '_', '.' and '-', at most 63";

    /** Somebody of whom no more is known than how their accounts are found, and what becomes of them. */
    public static ProvisionedUserSpec of(
            String userName, @Nullable String externalId, @Nullable String deletionPolicy) {
        return new ProvisionedUserSpec(
                userName,
                externalId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                deletionPolicy);
    }

    /**
     * Somebody whose personal data is gone: the key is kept, whose further identity it is, and that every employment has ended.
     *
     * @param pseudonym stands for the login name, which a user cannot be without
     */
    public static ProvisionedUserSpec emptied(ProvisionedUserSpec spec, String pseudonym) {
        var bare = of(FORGOTTEN + pseudonym, spec.externalId(), spec.deletionPolicy());
        return new ProvisionedUserSpec(
                bare.userName(),
                bare.externalId(),
                spec.type(),
                spec.person(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                Map.of(),
                spec.employments().stream().map(EmploymentEntry::emptied).toList(),
                List.of(),
                List.of(),
                null,
                bare.deletionPolicy());
    }

    /** Whether it is one of which {@link #emptied} has left what there is. */
    public static boolean isOfSomebodyForgotten(ProvisionedUserSpec spec) {
        return spec.userName().startsWith(FORGOTTEN);
    }

    @SuppressWarnings("ConstantValue")
    public ProvisionedUserSpec {
        owners = Absent.asEmpty(owners);
        attributes = Absent.asEmpty(attributes);
        employments = Absent.asEmpty(employments);
        roles = Absent.asEmpty(roles);
        accounts = Absent.asEmpty(accounts);
    }

    /** The parts of a person's name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PersonName(
            @Size(min = 1, max = 256) @JsonPropertyDescription("Given name, such as Ada.") @Nullable
            String given,

            @Size(min = 1, max = 256) @JsonPropertyDescription("Family name, such as Lovelace.") @Nullable
            String family) {}

    /** A role given by hand. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RoleAssignment(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of a Role in this namespace, such as analyst.")
            String name,

            @Size(max = 40)
            @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
            @JsonPropertyDescription(
                    "When it begins: an instant, or a date; absent: at once. A later one renews a role that has ended by the terms of its Role, or confirms it after a long absence.")
            @Nullable
            String from,

            @Size(max = 40)
            @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
            @JsonPropertyDescription(
                    "When it ends: an instant, or a date, which means the end of that day; absent: it stays.")
            @Nullable
            String until,

            @Size(min = 1, max = 256) @JsonPropertyDescription("Why, for whoever finds it.") @Nullable
            String reason) {}
}
