package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an app stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfAppStatus.class)
public record TargetAppStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 16)
        @JsonPropertyDescription("What account ids mean here, as a short fingerprint of the app's address.")
        @Nullable
        String tenant,

        @Size(max = 16)
        @JsonPropertyDescription("For whom something may be written to the app now, see `spec.phase`.")
        @Nullable
        String phase,

        @JsonPropertyDescription("How many accounts stand how; written at most every 30 seconds.") @Nullable
        Counts accounts,

        @JsonPropertyDescription(
                "To how many accounts what would be done, while `spec.phase` does not let everything be written; written at most every 30 seconds. See docs/phases.md.")
        @Nullable
        Plan plan,

        @JsonPropertyDescription("What a complete read of the app found, see docs/inventory.md.") @Nullable
        Inventory inventory,

        @Size(max = 20)
        @Keyed("id")
        @JsonPropertyDescription(
                "Of the active accounts that nobody justifies those that are known longest, at most 20.")
        List<OrphanEntry> orphans,

        @Size(max = 20)
        @Keyed("wave")
        @JsonPropertyDescription(
                "The largest waves of removals that are over a limit, at most 20: all that one change takes in this app, of which nothing happens. See docs/breaker.md.")
        List<HeldWave> held,

        @Size(max = 20)
        @Keyed("wave")
        @JsonPropertyDescription(
                "The latest waves that took something which a RemovalDecision can bring back, at most 20. See docs/held.md.")
        List<TakenWave> restorable,

        @Size(max = 8)
        @Keyed("from")
        @JsonPropertyDescription(
                "How many accounts end by dates that are known, of the next 7 days, as `spec.safety.attested` will count them; at most 8. See docs/breaker.md.")
        List<ForecastEntry> forecast,

        @Size(max = 64)
        @Keyed("name")
        @JsonPropertyDescription(
                "How the app is spoken to and what it can do, each with how that is known. See docs/scim.md.")
        List<CapabilityEntry> capabilities,

        @Size(max = 80)
        @JsonPropertyDescription(
                "The value that the annotation usher.dev/reconcile-requested-at had when the inventory began that was read to its end last. See docs/inventory.md#at-once.")
        @Nullable
        String lastHandledReconcileAt,

        @Size(max = 16)
        @Keyed("type")
        @JsonPropertyDescription(
                "Ready, Reconciling, Stalled, Reachable, CredentialsValid, RemovalsHeld, RemovalsForecast, ChangesHeld, Suspended, OnlyPlanned, InventoryIncomplete.")
        List<Condition> conditions) {
    /** Of an app of which nothing was said yet. */
    public static final TargetAppStatus NONE = new TargetAppStatus(
            null, null, null, null, null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null, List.of());

    public TargetAppStatus {
        orphans = Absent.asEmpty(orphans);
        held = Absent.asEmpty(held);
        restorable = Absent.asEmpty(restorable);
        forecast = Absent.asEmpty(forecast);
        capabilities = Absent.asEmpty(capabilities);
        conditions = Absent.asEmpty(conditions);
    }

    /** Accounts by state. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Counts(
            @JsonPropertyDescription("Accounts that are enabled and as decided.")
            int active,

            @JsonPropertyDescription("Accounts that are disabled.")
            int disabled,

            @JsonPropertyDescription("Accounts whose last attempt failed.")
            int failed,

            @JsonPropertyDescription("Accounts whose removal a limit holds.")
            int held,

            @JsonPropertyDescription("Accounts that somebody changed in the app, and that are left so.")
            int drifted,

            @JsonPropertyDescription("Active accounts in the app that nobody justifies, see docs/inventory.md.")
            int orphaned,

            @JsonPropertyDescription(
                    "Accounts that the app makes at the first login of their persons, see docs/just-in-time.md.")
            int awaitingLogin) {}

    /** What would be done. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Plan(
            @JsonPropertyDescription("Accounts that would be made.")
            int create,

            @JsonPropertyDescription("Accounts that would be changed, enabled, taken over, or given something.")
            int update,

            @JsonPropertyDescription("Accounts that would be disabled.")
            int disable,

            @JsonPropertyDescription("Accounts that would be deleted.")
            int delete,

            @JsonPropertyDescription("Accounts that would lose an entitlement.")
            int removeEntitlements) {}

    /** All that one change would take, and does not. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record HeldWave(
            @Required @Size(min = 1, max = 64) @JsonPropertyDescription("By which people speak of it.")
            String wave,

            @Required
            @JsonPropertyDescription(
                    "How many accounts, or entitlements, it would take or change; an upper bound but for accounts that go.")
            int count,

            @Required
            @Size(max = 256)
            @JsonPropertyDescription("Whose change it is, such as Role analyst generation 7.")
            String cause,

            @Required @Size(max = 64) @JsonPropertyDescription("The setting of spec.safety that it is over.")
            String limit,

            @Required @Size(max = 40) @JsonPropertyDescription("Since when it is held, in RFC 3339.")
            String since) {}

    /** What one change took, and a person can have brought back. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TakenWave(
            @Required @Size(min = 1, max = 64) @JsonPropertyDescription("By which people speak of it.")
            String wave,

            @Required @JsonPropertyDescription("Of how many people it took something.")
            int count,

            @Required
            @Size(max = 256)
            @JsonPropertyDescription("Whose change it was, such as Role analyst generation 7.")
            String cause,

            @Required @Size(max = 40) @JsonPropertyDescription("Since when it took it, in RFC 3339.")
            String since,

            @Required @Size(max = 40) @JsonPropertyDescription("Until when it can be asked back, in RFC 3339.")
            String until) {}

    /** Accounts that end within one window of the limit. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ForecastEntry(
            @Required @Size(max = 40) @JsonPropertyDescription("When the first of them ends, in RFC 3339.")
            String from,

            @Required @Size(max = 40) @JsonPropertyDescription("When the last of them ends, in RFC 3339.")
            String to,

            @Required @JsonPropertyDescription("How many accounts end.")
            int accounts,

            @Required @JsonPropertyDescription("How many of them are deleted then, and not disabled.")
            int deletions,

            @Required @JsonPropertyDescription("How many the limit lets go in that time, by what people have now.")
            int allowed) {}

    /** What the app was last read as. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Inventory(
            @JsonPropertyDescription(
                    "Whether the app was read to its end when it was last read, see the condition InventoryIncomplete.")
            boolean complete,

            @JsonPropertyDescription("How many accounts there were when it last was; absent: it never was.") @Nullable
            Integer accounts,

            @JsonPropertyDescription(
                    "The entitlements that people hold by another one in them, of which Usher does not know; absent: there are none.")
            @Nullable
            Nested nested,

            @OneOf({"Followed"})
            @JsonPropertyDescription(
                    "Followed: the app is asked between complete reads for what changed; absent: what somebody changes there is seen by the next complete read.")
            @Nullable
            String changes,

            @JsonPropertyDescription(
                    "The accounts of which the app does not let it be understood whether anybody can use them; absent: there are none.")
            @Nullable
            Unclear unclear,

            @JsonPropertyDescription("How the active accounts of people are used; absent: the app does not tell that.")
            @Nullable
            Use use) {
        /** Of an app of which there is nothing more to say. */
        public Inventory(boolean complete, @Nullable Integer accounts) {
            this(complete, accounts, null, null, null, null);
        }
    }

    /** Accounts that are left as they are, since nobody can tell how they are. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Unclear(
            @Required @JsonPropertyDescription("How many there are.")
            int count,

            @Size(max = 5) @JsonPropertyDescription("The ids of the first of them in the app, at most 5.")
            List<@Size(max = 256) String> some) {
        public Unclear {
            some = Absent.asEmpty(some);
        }
    }

    /** When accounts were last used, by the app. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Use(
            @Required @JsonPropertyDescription("How many were not used for spec.inventory.unusedAfterDays.")
            int unused,

            @Required
            @JsonPropertyDescription(
                    "Of how many the app does not say when they were used: never, or before it began to keep that.")
            int unknown,

            @Size(max = 20)
            @JsonPropertyDescription("Those of the unused that were last used the longest ago, at most 20.")
            List<Unused> longest) {
        public Use {
            longest = Absent.asEmpty(longest);
        }
    }

    /** An account that nobody has used for long. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Unused(
            @Required
            @OneOf({"ProvisionedUser", "RetainedAccount"})
            @JsonPropertyDescription("The kind of the resource whose account it is: ProvisionedUser, RetainedAccount.")
            String kind,

            @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Its namespace.")
            String namespace,

            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Its name.")
            String name,

            @Required @Size(max = 40) @JsonPropertyDescription("When the account was last used, in RFC 3339.")
            String lastUsed) {}

    /** Entitlements that roles name, and in which there are others, such as groups in groups. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Nested(
            @Required @JsonPropertyDescription("How many there are.")
            int count,

            @Size(max = 5) @JsonPropertyDescription("The first of them, at most 5, by kind and value.")
            List<@Size(max = 320) String> some) {
        public Nested {
            some = Absent.asEmpty(some);
        }
    }

    /** One thing that the app can do. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CapabilityEntry(
            @Required @Size(min = 1, max = 64) @JsonPropertyDescription("What it is, such as page.size.")
            String name,

            @Required @Size(max = 1024) @JsonPropertyDescription("Its value, such as 100.")
            String value,

            @Required
            @OneOf({"spec", "preset", "learned", "discovered", "default"})
            @JsonPropertyDescription("How it is known: spec, preset, learned, discovered, default.")
            String origin) {}
}
