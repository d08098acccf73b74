package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an app is reached, and what becomes of accounts in it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfAppSpec.class)
@ValidationRule(
        value = "has(self.canary) == (has(self.phase) && self.phase == 'Canary')",
        message = "`canary` says for whom the app is managed while `phase` is Canary: the two go together")
public record TargetAppSpec(
        @Size(max = 256) @JsonPropertyDescription("The app's name for people, such as GitHub.") @Nullable
        String displayName,

        @Required @JsonPropertyDescription("How the app is reached: exactly one connector.")
        Connector connector,

        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
                "Whom the app is for: a condition in CEL on the variable `user`, such as user.type != 'Service'. It only narrows what roles give: of whom it is false, nobody has an account here; where it cannot be told, no account is made and none is taken away. Absent: everybody. See docs/rules.md.")
        @Nullable
        String users,

        @Size(max = 64)
        @ValidationRule(
                value = "self.all(one, self.exists_one(other, other.to == one.to))",
                message = "no two entries of `attributes` may have the same `to`")
        @JsonPropertyDescription(
                "What accounts show beyond, or in place of, the userName, displayName, name and email that every app is told. Nothing else of an account is ever set or cleared. See docs/mapping.md.")
        List<AttributeEntry> attributes,

        @JsonPropertyDescription(
                "How far Usher is in charge of what accounts hold here, and what of it is none of its business. See docs/entitlements.md.")
        @Nullable
        Entitlements entitlements,

        @JsonPropertyDescription(
                "Accounts that were there before Usher: how they are found to be somebody's, and what follows. See docs/adoption.md.")
        @Nullable
        CorrelationSettings correlation,

        @OneOf({"Provision", "JustInTime"})
        @JsonPropertyDescription(
                "Who makes the accounts. Provision (default): Usher does. JustInTime: the app does, when somebody logs in there for the first time; Usher makes none, takes over what a first login has made, keeps it as decided, and takes it away. See docs/just-in-time.md.")
        @Nullable
        String creation,

        @JsonPropertyDescription(
                "Accounts that are made before their person starts; with `creation: JustInTime` none is.")
        @Nullable
        PreProvision preProvision,

        @JsonPropertyDescription("What becomes of accounts when access ends.") @Nullable
        Deprovisioning deprovisioning,

        @JsonPropertyDescription(
                "What follows where somebody changed an account in the app. More access than is decided, of somebody who is to have none, is always taken back. See docs/inventory.md.")
        @Nullable
        DriftSettings drift,

        @JsonPropertyDescription("How often the app is read completely. See docs/inventory.md.") @Nullable
        InventorySettings inventory,

        @JsonPropertyDescription(
                "How much may be taken away before a person has to look, and what may never be written to. A change of it takes effect at once. See docs/breaker.md.")
        @Nullable
        SafetySettings safety,

        @JsonPropertyDescription(
                "Which active accounts need nobody who justifies them; all others are counted and named in the status. See docs/inventory.md.")
        @Nullable
        OrphanSettings orphans,

        @JsonPropertyDescription(
                "How the holders of accounts come to get in when they are let in for the first time, or anew; absent: that is none of Usher's business. See docs/credentials.md.")
        @Nullable
        CredentialSettings credentials,

        @OneOf({"Observe", "Shadow", "Canary", "Managed"})
        @JsonPropertyDescription(
                "How far the app is under management. Observe: nothing is written to it, and no account that is there becomes anybody's. Shadow: the same, but whose an account is that is there is recorded, as `correlation` and links say. Canary: everything is done for the users of whom `canary` is true, and for all others it is as in Shadow. Managed (default): everything that is decided is done. What would be done is counted in status.plan. See docs/phases.md.")
        @Nullable
        String phase,

        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
                "With `phase: Canary`: for whom the app is managed, a condition in CEL on the variable `user`, such as user.department == 'IT'. Where it cannot be told, nothing is written.")
        @Nullable
        String canary,

        @Min(-1000)
        @Max(1000)
        @JsonPropertyDescription(
                "Where the app stands among others in which somebody is to get an account, 0 by default: those with a lower number come first, such as the directory by which people sign on, and those with a higher one follow once it has answered. What takes access away waits for no other app. See docs/pace.md.")
        @Nullable
        Integer priority,

        @JsonPropertyDescription(
                "How much Usher may ask the app. A change of it takes effect at once. See docs/pace.md.")
        @Nullable
        Rate rate,

        @JsonPropertyDescription(
                "The roles of which other namespaces may give accounts here; absent: of none. Where that is withdrawn, the accounts that they gave end as those of people who lost their role. See docs/sharing.md.")
        @Nullable
        Offer allowedNamespaces,

        @JsonPropertyDescription(
                "Nothing is written to the app: nobody is given anything, and nobody loses anything, not even who departs. A date ends in UTC. What is being sent in that moment ends.")
        @Nullable
        Suspend suspend,

        @JsonPropertyDescription(
                "The licences that the app has, and what one costs: metrics show how many are in use, and what those cost that nobody uses. Nothing is done by it. See docs/metrics.md.")
        @Nullable
        LicenceSettings licences,

        @OneOf("Rediscover")
        @JsonPropertyDescription(
                "Rediscover: the address was changed to another tenant on purpose, so that every account is looked up again there. Take it out afterwards.")
        @Nullable
        String tenantChange) {

    @SuppressWarnings("ConstantValue")
    public TargetAppSpec {
        attributes = Absent.asEmpty(attributes);
    }

    /** To which other namespaces the app is offered. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(value = AllowedNamespaces.RULE, message = AllowedNamespaces.ADVICE)
    @ValidationRule(value = AllowedNamespaces.SELECTOR_RULE, message = AllowedNamespaces.SELECTOR_ADVICE)
    public record Offer(
            @Required @OneOf({"Same", "Names", "Selector", "All"}) @JsonPropertyDescription(AllowedNamespaces.FROM)
            String from,

            @Size(max = 64)
            @ValidationRule(value = AllowedNamespaces.NAMES_RULE, message = AllowedNamespaces.NAMES_ADVICE)
            @JsonPropertyDescription(AllowedNamespaces.NAMES)
            List<@Size(min = 1, max = 63) String> names,

            @JsonPropertyDescription(AllowedNamespaces.SELECTOR) @Nullable
            NamespaceSelector selector,

            @Size(min = 1, max = 2048)
            @JsonPropertyDescription(
                    "What their roles may give in the account: a condition in CEL on the variable `entitlement`, such as entitlement.value.startsWith('guest-'). Where it cannot be told, nothing new is given and nobody loses anything. Absent: the bare account.")
            @Nullable
            String entitlements) {
        @SuppressWarnings("ConstantValue")
        public Offer {
            names = Absent.asEmpty(names);
        }

        /** The same without what may be given. */
        public AllowedNamespaces namespaces() {
            return new AllowedNamespaces(from, names, selector);
        }
    }

    /** How far Usher is in charge of what accounts hold. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entitlements(
            @OneOf({"Managed", "Additive", "Authoritative"})
            @JsonPropertyDescription(
                    "Managed (default): what some Role names, or named, is taken from accounts where no role explains it any more; all else is left alone. Additive: nothing is ever taken. Authoritative: everything is Usher's; whatever no role of a person explains is taken from their account, as far as the app shows what it holds.")
            @Nullable
            String authority,

            @Size(min = 1, max = 2048)
            @JsonPropertyDescription(
                    "What is none of Usher's business here: a condition in CEL on the variable `entitlement`, such as entitlement.value.startsWith('team-'), with the texts kind and value. What it is true of is neither given nor taken nor reported. Where it cannot be told, nothing is taken.")
            @Nullable
            String ignore) {}

    /** The connector of an app, by its type. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "(has(self.scim) ? 1 : 0) + (has(self.ldap) ? 1 : 0) + (has(self.sql) ? 1 : 0) == 1",
            message = "`connector` must hold exactly one connector that this version has: `scim`, `ldap` or `sql`")
    public record Connector(
            @JsonPropertyDescription("An app that speaks SCIM 2.0 (RFC 7644).") @Nullable
            Scim scim,

            @JsonPropertyDescription("An app that is a directory, by LDAPv3 (RFC 4511). See docs/ldap.md.") @Nullable
            Ldap ldap,

            @JsonPropertyDescription(
                    "An app that keeps its accounts in PostgreSQL, or PostgreSQL itself. See docs/sql.md.")
            @Nullable
            Sql sql) {
        /** Its type and its block; empty where this version knows neither. */
        @JsonIgnore
        public Optional<Map.Entry<String, Object>> only() {
            return Optional.<Map.Entry<String, Object>>ofNullable(scim == null ? null : Map.entry("scim", scim))
                    .or(() -> Optional.ofNullable(ldap == null ? null : Map.entry("ldap", ldap)))
                    .or(() -> Optional.ofNullable(sql == null ? null : Map.entry("sql", sql)));
        }
    }

    /** Accounts that are made before their person starts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PreProvision(
            @Required
            @Min(0)
            @Max(31_536_000)
            @JsonPropertyDescription(
                    "How long before a start the account is made, with its entitlements and disabled, such as 259200 (three days). It is enabled exactly at the start.")
            Long leadSeconds) {}

    /** How much an app may be asked. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!(has(self.perSecond) && has(self.perMinute))",
            message = "`rate` must not hold both `perSecond` and `perMinute`: give one of them")
    public record Rate(
            @Min(1)
            @Max(1_000)
            @JsonPropertyDescription(
                    "Requests a second in the long run, over all that Usher does there, such as 5; absent: what is known of the product, or else 25.")
            @Nullable
            Integer perSecond,

            @Min(1)
            @Max(60_000)
            @JsonPropertyDescription("The same a minute, such as 30, for apps that take fewer than one a second.")
            @Nullable
            Integer perMinute,

            @Min(1)
            @Max(10_000)
            @JsonPropertyDescription(
                    "Requests at once after a while with fewer; a fifth of them is kept for revocations. Absent: those of two seconds.")
            @Nullable
            Integer burst,

            @Min(1)
            @Max(64)
            @JsonPropertyDescription(
                    "Requests under way at a time; a fifth of them is kept for revocations. Absent: what is known of the product, or else 8.")
            @Nullable
            Integer concurrency) {}

    /** What becomes of accounts when access ends. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deprovisioning(
            @OneOf({"Disable", "Delete", "Keep"})
            @JsonPropertyDescription(
                    "When nothing gives the account any more, or the app is not for the person: Disable (default); Delete, which disables and deletes after retentionSeconds, counted from status.accounts[].unassignedTime of the user; Keep, which leaves the account as it is, but for the entitlements that are Usher's.")
            @Nullable
            String onUnassigned,

            @OneOf({"Disable", "Delete", "Keep"})
            @JsonPropertyDescription(
                    "While a person is on leave: Disable (default); Delete, which disables and deletes after retentionSeconds; Keep, which lets them go on as before.")
            @Nullable
            String onLeave,

            @OneOf({"Disable", "Delete", "Keep"})
            @JsonPropertyDescription(
                    "While a person is suspended: Disable (default); Delete, which disables and deletes after retentionSeconds; Keep, which lets them go on as before.")
            @Nullable
            String onSuspension,

            @OneOf({"Disable", "Delete", "Keep"})
            @JsonPropertyDescription(
                    "When a person departs, or the user resource is deleted: Disable (default); Delete, which disables and deletes after retentionSeconds; Keep, which leaves the account as it is.")
            @Nullable
            String onDeparture,

            @Min(0)
            @Max(315_360_000)
            @JsonPropertyDescription(
                    "How long an account that is to be deleted stays disabled before; absent: 2592000 (30 days). Whoever comes back in the meantime has it again.")
            @Nullable
            Long retentionSeconds) {}
}
