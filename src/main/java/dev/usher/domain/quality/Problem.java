package dev.usher.domain.quality;

/**
 * Something in what people declared that keeps a part of it from taking effect, or that somebody should know.
 *
 * @param name what it is about: a resource, an employment, a field; or what the policy says of whom its rule is not true
 */
public record Problem(Kind kind, String name) implements Comparable<Problem> {
    /** What a problem keeps from happening. */
    public enum Effect {
        /** What it names is not given; everything else goes on. */
        WAITS,
        /** Nothing is added for this person and nothing is changed; access still ends when it has to. */
        FREEZES,
        /** Nothing: it is only said. */
        SAYS
    }

    /** The constants are API: they are reasons of conditions. */
    public enum Kind {
        RoleNotFound(
                Effect.WAITS,
                "Role %s does not exist here, is being deleted, cannot be understood, or is not offered to this namespace: create it, mend it (see its conditions), offer it by its `allowedNamespaces`, or take it out of spec.roles or spec.inherits"),
        AppNotFound(
                Effect.WAITS,
                "TargetApp %s does not exist here, or is not offered to this namespace: create it, offer it by its `allowedNamespaces`, or take it out of the grants of the role"),
        RoleNotAssignable(
                Effect.WAITS,
                "Role %s must not be given by hand, as its `spec.assignment` says: take it out of `spec.roles`"),
        RuleUnknown(
                Effect.WAITS,
                "whether the rule of Role %s still gives it cannot be told, so that what it gave stays: mend the rule (see the conditions of the Role), create the Role again if it is gone, or give the user the values that the rule asks for"),
        ScopeUnknown(
                Effect.WAITS,
                "whether TargetApp %s is for this user cannot be told by its `spec.users`, so that the account stays as it is: mend the rule (see the conditions of the TargetApp), or give the user the values that it asks for"),
        LoginUnknown(
                Effect.WAITS,
                "the login name of this user in TargetApp %s cannot be told by its `spec.attributes[userName].value`, so that no account is made, and one that is there stays as it is: mend it (see the conditions of the TargetApp), or give the user the values that it asks for"),
        TooManyRoles(
                Effect.WAITS,
                "at most 256 roles can be held by one user: %s is one too many; take some together in one role"),
        TooManyApps(Effect.WAITS, "at most 64 apps can be granted to one user: %s is one too many"),
        ExternalIdReserved(
                Effect.FREEZES,
                "`%s` must not be the namespace, a slash and another name, because users without a key go by such names: delete this user and declare it anew with its real key, or without one where the name is its own"),
        DuplicateExternalId(
                Effect.FREEZES,
                "%s has the same `spec.externalId` and keeps it: change one of them, or delete this one"),
        DuplicateUserName(Effect.FREEZES, "%s has the same `spec.userName` and keeps it: choose another one"),
        UserNameReserved(
                Effect.FREEZES,
                "RetainedAccount %s keeps the `spec.userName` for whoever had it in an app that deleted their account, until its `status.reservedUntil`: choose another one, or delete that RetainedAccount, if nothing in the app bears the name any more"),
        NameNotReserved(
                Effect.SAYS,
                "the RetainedAccount by which the login name of ProvisionedUser %s stays reserved cannot be written, as an event says: until it is there the name is given to nobody, and nothing is forgotten"),
        PersonNotFound(
                Effect.FREEZES,
                "ProvisionedUser %s, whose further identity this is, is not there, is a further identity too, or may not be referred to from here: create it, or correct `spec.person`"),
        PersonReplaced(
                Effect.FREEZES,
                "ProvisionedUser %s is another person now than the one whose further identity this is: delete this user and declare it anew if it is meant for them, or correct `spec.person`"),
        PersonNotUnderstood(
                Effect.FREEZES,
                "ProvisionedUser %s, whose further identity this is, cannot be read: their namespace is not watched, its ProvisioningPolicy is not in force, or they were written for a newer version of Usher: watch it, mend it, or upgrade Usher"),
        PolicyNotUnderstood(
                Effect.FREEZES,
                "ProvisioningPolicy %s cannot be used, so that nobody knows what it asks for: see its conditions"),
        TimezoneNotFound(
                Effect.FREEZES,
                "`%s` must be a name of the IANA time zone database, such as Europe/London: until then the zone of the location or the ProvisioningPolicy counts"),
        EmploymentVanished(
                Effect.FREEZES,
                "employment %s is not in `spec.employments` any more and was neither Terminated nor Withdrawn: put it back, with the status that it has"),
        AttributeMissing(
                Effect.FREEZES, "`spec.%s` is required of this type by the ProvisioningPolicy: give it a value"),
        EndRequired(
                Effect.FREEZES,
                "%s needs an `endTime`, because the ProvisioningPolicy demands an end of this type: set it"),
        EngagementTooLong(
                Effect.FREEZES, "%s lasts longer than the ProvisioningPolicy allows for this type: let it end earlier"),
        OwnerRequired(
                Effect.FREEZES,
                "`spec.owners` has to name somebody who is there, because the ProvisioningPolicy demands an owner of this type: add one"),
        QualityRuleBroken(Effect.FREEZES, "a rule of the ProvisioningPolicy is not true of this user: %s"),
        AccountBarred(
                Effect.SAYS,
                "TargetApp %s: this user gets no account there, whatever roles say, because the `id` of its entry in `spec.accounts` is empty: take the entry out if that is over"),
        AccountLinkIgnored(
                Effect.SAYS,
                "TargetApp %s: Usher has an account of this user there already, so that the one of `spec.accounts` counts for nothing: take it out, or delete the other account in the app first"),
        Locked(
                Effect.SAYS,
                "AccessLock %s: it goes on by itself once the lock has ended, see its `spec.until`, or is released by `spec.released`"),
        HeldByPolicy(
                Effect.SAYS,
                "TargetApp %s: the account is due to be deleted, and stays disabled because a policy keeps it; it goes once nothing keeps it any more"),
        RoleConflict(
                Effect.SAYS,
                "%s, which was granted earlier: it is withheld until one of the two goes, or one of them has an exception for this user"),
        RoleExcluded(
                Effect.SAYS,
                "Role %s: whatever else gives it, it is not given until that lock has ended, see its `spec.until`, or is released by `spec.released`"),
        AssignmentEnded(
                Effect.SAYS,
                "Role %s was given by hand and has ended by the terms of the role, see status.assignments: take it out of `spec.roles`, or renew it by a later `from`, such as today or an instant"),
        NeedsConfirmation(
                Effect.SAYS,
                "Role %s was given by hand before a long absence: take it out of `spec.roles`, or confirm it by a later `from`, such as today"),
        SourceContradiction(Effect.SAYS, "employment %s says that it goes on and that it has ended: the end counts"),
        QualityRuleUnknown(
                Effect.SAYS,
                "whether a rule of the ProvisioningPolicy is true of this user cannot be told, so that it keeps nothing from happening: mend the rule (see the conditions of the ProvisioningPolicy), or give the user the values that it asks for; it demands: %s"),
        DatesSwapped(Effect.SAYS, "%s ends before it starts and counts for nothing: correct its dates"),
        EndNears(Effect.SAYS, "the end is near, see `status.nextTransition`: move the endTime of %s, or let it end"),
        ManagerNotFound(
                Effect.SAYS, "manager %s is not there, or may not be referred to from here: correct `spec.manager`"),
        ManagerDeparted(Effect.SAYS, "manager %s has departed: name another one in `spec.manager`"),
        OwnerNotFound(
                Effect.SAYS,
                "owner %s is not there, is this user themselves, or may not be referred to from here: correct `spec.owners`"),
        OwnersDeparted(Effect.SAYS, "the last owner, %s, has departed: name another one in `spec.owners`"),
        AttributeUnknown(
                Effect.SAYS,
                "%s cannot be told by its `spec.attributes`, so that it stays as it is: mend the value (see the conditions of the TargetApp), or give the user the values that it asks for"),
        AttributeContested(
                Effect.SAYS,
                "%s: these roles set it differently, and the first one counts: let them agree, or let the user hold one of them"),
        ForgottenDataIsBack(
                Effect.SAYS,
                "the personal data of ProvisionedUser %s was forgotten and is back, and stays: take the resource out of git, or delete it"),
        ForgettingDenied(
                Effect.SAYS,
                "the API server does not let Usher forget ProvisionedUser %s: allow Usher to update and to delete provisionedusers, also in the admission webhooks and policies that judge them, or take `forgetAfterSeconds` out of the ProvisioningPolicy");

        private final Effect effect;
        private final String sentence;

        Kind(Effect effect, String sentence) {
            this.effect = effect;
            this.sentence = sentence;
        }

        public Effect effect() {
            return effect;
        }
    }

    public Effect effect() {
        return kind.effect;
    }

    public String message() {
        return kind.sentence.formatted(name);
    }

    @Override
    public int compareTo(Problem other) {
        var byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
