package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How somebody's access stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfUserStatus.class)
public record ProvisionedUserStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 256)
        @JsonPropertyDescription("The login name that this user holds: whoever else wants it has to wait.")
        @Nullable
        String userName,

        @Size(max = 256)
        @JsonPropertyDescription("The key that this user holds: whoever else has it has to wait.")
        @Nullable
        String externalId,

        @JsonPropertyDescription(
                "Only of a further identity: the person whose it is. Whoever else has that person's name later is not.")
        @Nullable
        PersonSeen person,

        @OneOf({"Planned", "PreProvisioned", "Active", "OnLeave", "Suspended", "Locked", "Departed", "Purged"})
        @JsonPropertyDescription(
                "Where the person stands in the working life: Planned, PreProvisioned (accounts are made ahead of the start), Active, OnLeave, Suspended, Locked (an AccessLock shuts them out of everything), Departed, Purged (departed, and no account is left).")
        @Nullable
        String lifecycleState,

        @Size(max = 40)
        @JsonPropertyDescription("Since when the person is on leave or suspended, in RFC 3339.")
        @Nullable
        String awayTime,

        @Size(max = 40) @JsonPropertyDescription("When the departure was first seen, in RFC 3339.") @Nullable
        String departedTime,

        @Size(max = 40)
        @JsonPropertyDescription("When somebody who departed had no account any more, in RFC 3339.")
        @Nullable
        String purgedTime,

        @Size(max = 40)
        @JsonPropertyDescription(
                "When the resource of somebody who was purged was emptied of personal data, in RFC 3339.")
        @Nullable
        String forgottenTime,

        @Size(max = 16)
        @JsonPropertyDescription("In how many of the user's apps a read agreed with what is decided, such as 2/2.")
        @Nullable
        String converged,

        @JsonPropertyDescription("The next instant at which time alone changes what is decided.") @Nullable
        NextTransition nextTransition,

        @Size(max = 32)
        @Keyed("id")
        @JsonPropertyDescription("The employments that were not over, so that one that vanishes is noticed.")
        List<EmploymentSeen> employments,

        @Size(max = 256)
        @Keyed({"name", "namespace"})
        @JsonPropertyDescription("The roles that the person holds, with every reason for each.")
        List<RoleState> roles,

        @Size(max = 256)
        @Keyed("name")
        @JsonPropertyDescription(
                "What is remembered of roles given by hand: when those began that can end by the terms of their Role, and those that are over although spec.roles asks for them; they stay so until the entry is taken out, or renewed by a later `from`.")
        List<AssignmentEntry> assignments,

        @Size(max = 64) @Keyed({"app", "namespace"}) @JsonPropertyDescription("The person's accounts, one per app.")
        List<AccountEntry> accounts,

        @Size(max = 16) @Keyed("type") @JsonPropertyDescription("Ready, Reconciling, Stalled and what explains them.")
        List<Condition> conditions) {

    /** Of a user of whom nothing was said yet. */
    public static final ProvisionedUserStatus NONE = new ProvisionedUserStatus(
            null, null, null, null, null, null, null, null, null, null, null, List.of(), List.of(), List.of(),
            List.of(), List.of());

    public ProvisionedUserStatus {
        employments = Absent.asEmpty(employments);
        roles = Absent.asEmpty(roles);
        assignments = Absent.asEmpty(assignments);
        accounts = Absent.asEmpty(accounts);
        conditions = Absent.asEmpty(conditions);
    }

    /** The same with other roles and accounts. */
    public ProvisionedUserStatus with(List<RoleState> others, List<AccountEntry> entries) {
        return new ProvisionedUserStatus(
                observedGeneration,
                userName,
                externalId,
                person,
                lifecycleState,
                awayTime,
                departedTime,
                purgedTime,
                forgottenTime,
                converged,
                nextTransition,
                employments,
                others,
                assignments,
                entries,
                conditions);
    }

    /** Who the person of a further identity is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PersonSeen(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ProvisionedUser.")
            String name,

            @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Namespace of the ProvisionedUser.")
            String namespace,

            @Required
            @Size(min = 1, max = 317)
            @JsonPropertyDescription("The person's key; namespace/name as long as they have none of their own.")
            String externalId) {}

    /** When time alone changes something. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NextTransition(
            @Required @Size(max = 40) @JsonPropertyDescription("The instant, in RFC 3339.")
            String time,

            @Required
            @OneOf({
                "PreProvision",
                "EmploymentStarts",
                "LeaveStarts",
                "LeaveEnds",
                "EndNears",
                "EmploymentEnds",
                "DayBegins",
                "RoleStarts",
                "RoleEnds",
                "GraceEnds",
                "ExceptionEnds",
                "SuspendEnds",
                "LockEnds",
                "RetentionEnds",
                "Forget"
            })
            @JsonPropertyDescription(
                    "What happens then: PreProvision (accounts are made ahead of a start), EmploymentStarts, LeaveStarts, LeaveEnds, EndNears (it is said that the end is near), EmploymentEnds, DayBegins (a rule asks which day it is), RoleStarts and RoleEnds (of a role given by hand), GraceEnds (a role that a move has taken is not kept any longer), ExceptionEnds (of two roles that conflict), SuspendEnds, LockEnds (of an AccessLock), RetentionEnds (an account is deleted), Forget (the personal data goes).")
            String what,

            @Size(max = 40)
            @JsonPropertyDescription(
                    "Since when it is shown here, in RFC 3339: an end that was shown for a day before it came waits for no limit on removals.")
            @Nullable
            String seenTime) {}

    /** One employment that was not over. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EmploymentSeen(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The id of the entry.")
            String id,

            @JsonPropertyDescription("true once the person worked in it.") @Nullable
            Boolean started,

            @JsonPropertyDescription("true where it was said to end, after which the entry may be taken out.") @Nullable
            Boolean terminated,

            @Size(max = 40)
            @JsonPropertyDescription("When it ends, in RFC 3339; never shown of a confidential one.")
            @Nullable
            String endTime) {}

    /** One role that is held. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record RoleState(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the Role.")
            String name,

            @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Namespace of the Role.")
            String namespace,

            @Size(max = 8) @JsonPropertyDescription("Why the person holds it; at most 8 are listed.")
            List<CauseEntry> causes) {
        public RoleState {
            causes = Absent.asEmpty(causes);
        }
    }

    /** One reason for one role. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CauseEntry(
            @Required
            @OneOf({"Explicit", "Rule", "Grace", "Inherited"})
            @JsonPropertyDescription(
                    "Explicit: given by hand. Rule: the rule of the role is true of the person. Grace: it was, and the role is kept a little longer. Inherited: another role contains it.")
            String kind,

            @JsonPropertyDescription("The role that contains it.") @Nullable
            Reference via,

            @Required @Size(max = 40) @JsonPropertyDescription("Since when, in RFC 3339.")
            String since,

            @Size(max = 40) @JsonPropertyDescription("When time alone ends it, in RFC 3339.") @Nullable
            String until,

            @Size(max = 32)
            @JsonPropertyDescription("A fingerprint of what it rests on, where a change of that ends it.")
            @Nullable
            String basis) {}

    /** What is remembered of a role given by hand. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AssignmentEntry(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the Role.")
            String name,

            @Required @Size(max = 40) @JsonPropertyDescription("When it was first seen, or renewed, in RFC 3339.")
            String since,

            @Size(max = 40) @JsonPropertyDescription("The `from` that the entry had then.") @Nullable
            String from,

            @Size(max = 32)
            @JsonPropertyDescription("A fingerprint of the attributes on whose change it ends.")
            @Nullable
            String basis,

            @Size(max = 40) @JsonPropertyDescription("When it ended, in RFC 3339; absent: it goes on.") @Nullable
            String endedTime,

            @OneOf({"Maximum", "Change", "Departure", "Absence"})
            @JsonPropertyDescription(
                    "What ended it: Maximum (it lasted as long as the Role allows), Change (an attribute changed on which it ends), Departure (an early return brings it back), Absence (the person was away for long and has to be given it again).")
            @Nullable
            String endedBy) {}
}
