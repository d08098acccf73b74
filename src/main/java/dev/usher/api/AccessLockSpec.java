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

/** Who is shut out, of what, why, and for how long. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfLockSpec.class)
@ValidationRule(
        value = "has(self.user) != has(self.externalId)",
        message = "exactly one of `user` and `externalId` says who is shut out")
@ValidationRule(
        value =
                "has(self.user) == has(oldSelf.user) && (!has(self.user) || self.user.name == oldSelf.user.name) && has(self.externalId) == has(oldSelf.externalId) && (!has(self.externalId) || self.externalId == oldSelf.externalId)",
        message = "who is shut out must not be changed: release this lock, and create another one")
@ValidationRule(
        value = "has(self.apps) == has(oldSelf.apps) && (!has(self.apps) || self.apps == oldSelf.apps)",
        message = "`apps` must not be changed: create another lock for other apps, and release this one")
@ValidationRule(
        value = "!(has(self.kind) && self.kind == 'Compromised' && has(self.exceptApps))",
        message =
                "somebody else knows by what the person signs on: take `exceptApps` out, or choose another `kind`, since what is spared would be theirs, too")
@ValidationRule(
        value = "!(has(self.apps) && has(self.exceptApps))",
        message = "give `apps`, which they are shut out of, or `exceptApps`, which stay open, and not both")
@ValidationRule(
        value =
                "has(self.exceptApps) == has(oldSelf.exceptApps) && (!has(self.exceptApps) || self.exceptApps == oldSelf.exceptApps)",
        message = "`exceptApps` must not be changed: create another lock for other apps, and release this one")
@ValidationRule(
        value = "(has(self.kind) && self.kind == 'Exclusion') == has(self.roles)",
        message = "`roles` are what `kind: Exclusion` keeps from the person, and no other kind has them")
@ValidationRule(
        value = "!(has(self.roles) && (has(self.apps) || has(self.exceptApps)))",
        message =
                "`apps` and `exceptApps` do not go with `kind: Exclusion`: a role is kept from the person in every app that it gives")
@ValidationRule(
        value = "has(self.roles) == has(oldSelf.roles) && (!has(self.roles) || self.roles == oldSelf.roles)",
        message = "`roles` must not be changed: create another lock for other roles, and release this one")
@ValidationRule(
        value = "self.reason == oldSelf.reason && self.requestedBy == oldSelf.requestedBy",
        message = "`reason` and `requestedBy` must not be changed: they say who locked, and why")
@ValidationRule(
        value =
                "has(self.kind) == has(oldSelf.kind) && (!has(self.kind) || self.kind == oldSelf.kind) && has(self.from) == has(oldSelf.from) && (!has(self.from) || self.from == oldSelf.from)",
        message = "`kind` and `from` must not be changed: create another lock, and release this one")
@ValidationRule(
        value = "!has(self.kind) || self.kind != 'Compromised' || !(has(self.from) || has(self.until))",
        message =
                "a lock of somebody whose credentials are `Compromised` begins now and ends when it is released: take `from` and `until` out, or choose another `kind`")
@ValidationRule(
        value = "!(has(self.from) && has(self.until)) || timestamp(self.from) < timestamp(self.until)",
        message = "`until` must be after `from`")
@ValidationRule(
        value = "!has(self.until) || (has(oldSelf.until) && timestamp(self.until) >= timestamp(oldSelf.until))",
        message =
                "`until` can only be moved to a later instant, or taken out: write `released` to end a lock before its time")
@ValidationRule(
        value = "!has(self.confirmedBy) || self.confirmedBy != self.requestedBy",
        message = "`confirmedBy` must be somebody else than `requestedBy`: a second person confirms a lock")
@ValidationRule(
        value = "!has(oldSelf.confirmedBy) || (has(self.confirmedBy) && self.confirmedBy == oldSelf.confirmedBy)",
        message = "`confirmedBy` must not be changed once it is there: it says who confirmed")
@ValidationRule(
        value = "!has(oldSelf.released) || (has(self.released) && self.released.reason == oldSelf.released.reason)",
        message = "a lock that is released stays so: create another one to shut the person out again")
public record AccessLockSpec(
        @JsonPropertyDescription(
                "Who is shut out, by the name of their user resource in this namespace. On first sight the key of the person is noted in the status, and counts from then on, whatever becomes of the name.")
        @Nullable
        LockedUser user,

        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Who is shut out, by the `externalId` of a user of this namespace; nobody has to have it yet, or any more.")
        @Nullable
        String externalId,

        @Size(min = 1, max = 64) @JsonPropertyDescription("The apps that they are shut out of; absent: all.")
        List<Reference> apps,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
                "The apps that they are not shut out of, such as an archive; all others are shut, also those that are declared later. Not with `apps`, nor with `kind: Compromised`.")
        List<Reference> exceptApps,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
                "With `kind: Exclusion`, the roles that the person is not given, whatever else gives them; what only these contain goes with them.")
        List<Reference> roles,

        @OneOf({"Compromised", "Investigation", "Separation", "Exclusion"})
        @JsonPropertyDescription(
                "What it is for: Compromised (credentials are in wrong hands: it begins now and ends by hand), Investigation, Separation (the person is asked to leave), or Exclusion (accounts stay open, and `roles` are kept from the person); absent: Investigation. It is in the audit stream, and not on the user.")
        @Nullable
        String kind,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Why, for whoever finds it. Everybody who may read locks can read it: name a case, not what it is about.")
        String reason,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Who asked for it: the name of whoever creates it, as the API server knows them. The policy of the Helm chart refuses any other.")
        String requestedBy,

        @Size(max = 40)
        @ValidationRule(
                value = Group.INSTANT_RULE,
                message = "`from` must be an instant that exists, such as 2026-12-24T18:00:00Z")
        @JsonPropertyDescription(
                "When it begins, an instant such as 2026-12-24T18:00:00Z; absent: now. Nothing on the user announces it.")
        @Nullable
        String from,

        @Size(max = 40)
        @ValidationRule(
                value = Group.INSTANT_RULE,
                message = "`until` must be an instant that exists, such as 2026-12-24T18:00:00Z")
        @JsonPropertyDescription(
                "When it ends by itself, an instant such as 2026-12-24T18:00:00Z; absent: when it is released.")
        @Nullable
        String until,

        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Who agrees that it is right, where `requestedBy` has locked so many people within an hour that it waits (`LocksHeld`): the name of a second person, who writes it themselves.")
        @Nullable
        String confirmedBy,

        @JsonPropertyDescription(
                "Once this is there, the person has again what is due to them; it cannot be taken back.")
        @Nullable
        Released released) {
    @SuppressWarnings("ConstantValue")
    public AccessLockSpec {
        apps = Absent.asEmpty(apps);
        exceptApps = Absent.asEmpty(exceptApps);
        roles = Absent.asEmpty(roles);
    }

    /** The same of whoever goes by a key, and of nobody's name. */
    public AccessLockSpec ofKey(String key) {
        return new AccessLockSpec(
                null, key, apps, exceptApps, roles, kind, reason, requestedBy, from, until, confirmedBy, released);
    }

    /** The same, confirmed by somebody unless it was before. */
    public AccessLockSpec confirmed(String by) {
        return new AccessLockSpec(
                user,
                externalId,
                apps,
                exceptApps,
                roles,
                kind,
                reason,
                requestedBy,
                from,
                until,
                confirmedBy == null ? by : confirmedBy,
                released);
    }

    /** A user of the lock's own namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LockedUser(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ProvisionedUser.")
            String name) {}

    /** The end of a lock. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Released(
            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Why, for whoever finds it.")
            String reason) {}
}
