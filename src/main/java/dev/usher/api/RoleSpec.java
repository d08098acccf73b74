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

/** What a role gives. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfRoleSpec.class)
public record RoleSpec(
        @Size(max = 256) @JsonPropertyDescription("What the role is for, for people.") @Nullable
        String description,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Roles that this one contains, to any depth. A circle is reported on each of its roles.")
        List<Reference> inherits,

        @JsonPropertyDescription("Who holds the role without being given it by hand; absent: nobody.") @Nullable
        Membership membership,

        @JsonPropertyDescription("How the role may be given by hand; absent: to anybody, for any time.") @Nullable
        Assignment assignment,

        @Size(max = 64) @JsonPropertyDescription("What the role gives, app by app.")
        List<GrantEntry> grants,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Roles that nobody may hold together with this one, over all identities of a person; it counts in both directions. The one that was granted later is withheld.")
        List<Reference> conflictsWith,

        @Size(max = 64) @JsonPropertyDescription("Who may hold this role together with those that it conflicts with.")
        List<ExceptionEntry> exceptions,

        @JsonPropertyDescription(
                "The roles of which other namespaces may contain this one; absent: of none. What it gives comes with it. Where that is withdrawn, their people lose it. See docs/sharing.md.")
        @Nullable
        AllowedNamespaces allowedNamespaces) {

    public RoleSpec {
        inherits = Absent.asEmpty(inherits);
        grants = Absent.asEmpty(grants);
        conflictsWith = Absent.asEmpty(conflictsWith);
        exceptions = Absent.asEmpty(exceptions);
    }

    /** Who holds a role by what is said of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Membership(
            @Required
            @Size(min = 1, max = 2048)
            @JsonPropertyDescription(
                    "A condition in CEL on the variable `user`, such as user.department == 'Engineering' && user.type == 'Employee'. Whoever it is true of holds the role; where it cannot be told, nothing is given and nothing is taken away. Everything that can be named is in docs/rules.md.")
            String rule,

            @Min(0)
            @Max(31_536_000)
            @JsonPropertyDescription(
                    "How long somebody keeps the role after a change of theirs, such as a move to another department, has made the rule false; absent: not at all. Never after an edit of the rule, a departure, or in the way of a role that conflicts.")
            @Nullable
            Long graceSeconds) {}

    /** How a role may be given by hand. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Assignment(
            @OneOf({"Allowed", "Forbidden"})
            @JsonPropertyDescription(
                    "Whether spec.roles of a user may name the role: Allowed (default), Forbidden (it is held by its rule or through another role only).")
            @Nullable
            String explicit,

            @Min(1)
            @Max(315_360_000)
            @JsonPropertyDescription(
                    "How long the role lasts at most when it is given by hand, such as 7776000 (90 days); absent: any time. After that it has to be renewed in spec.roles of the user.")
            @Nullable
            Long maximumSeconds,

            @Size(max = 16)
            @JsonPropertyDescription(
                    "Attributes of the person, such as department, on whose change the role ends where it was given by hand: fields of a user's spec, name.given, name.family, or attributes.badge for an attribute of your own.")
            List<@Size(min = 1, max = 63) String> endOnChangeOf) {
        public Assignment {
            endOnChangeOf = Absent.asEmpty(endOnChangeOf);
        }
    }

    /** Somebody may hold roles that conflict. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ExceptionEntry(
            @Required
            @JsonPropertyDescription("The ProvisionedUser; the person's name counts for all of their identities.")
            Reference user,

            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Why, for whoever finds it.")
            String reason,

            @Required
            @Size(max = 40)
            @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
            @JsonPropertyDescription("When it ends: an instant, or a date, which means the end of that day.")
            String until) {}

    /** What a role gives in one app. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record GrantEntry(
            @Required @JsonPropertyDescription("The TargetApp.")
            Reference app,

            @Size(max = 256) @JsonPropertyDescription("What the account holds there; none: the bare account.")
            List<EntitlementEntry> entitlements,

            @Size(max = 64)
            @ValidationRule(
                    value = "self.all(name, size(name) > 0 && size(name) <= 256)",
                    message = "names of attributes have 1 to 256 characters")
            @JsonPropertyDescription(
                    "What the account shows there, by names as in `spec.attributes[].to` of the app, whatever the app maps. Who does not hold the role shows what the app maps, or nothing. See docs/mapping.md.")
            Map<String, String> attributes) {
        public GrantEntry {
            entitlements = Absent.asEmpty(entitlements);
            attributes = Absent.asEmpty(attributes);
        }
    }

    /** Something that an account can hold. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EntitlementEntry(
            @Required @OneOf("group") @JsonPropertyDescription("What it is in the app: group.")
            String kind,

            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Its name in the app, such as analysts.")
            String value) {}
}
