package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
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

        @Size(max = 64) @JsonPropertyDescription("What the role gives, app by app.")
        List<GrantEntry> grants) {

    public RoleSpec {
        inherits = Absent.asEmpty(inherits);
        grants = Absent.asEmpty(grants);
    }

    /** Who holds a role by what is said of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Membership(
            @Required
            @Size(min = 1, max = 2048)
            @JsonPropertyDescription(
                    "A condition in CEL on the variable `user`, such as user.department == 'Engineering' && user.type == 'Employee'. Whoever it is true of holds the role; where it cannot be told, nothing is given and nothing is taken away. Everything that can be named is in docs/rules.md.")
            String rule) {}

    /** What a role gives in one app. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record GrantEntry(
            @Required @JsonPropertyDescription("The TargetApp.")
            Reference app,

            @Size(max = 256) @JsonPropertyDescription("What the account holds there; none: the bare account.")
            List<EntitlementEntry> entitlements) {
        public GrantEntry {
            entitlements = Absent.asEmpty(entitlements);
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
