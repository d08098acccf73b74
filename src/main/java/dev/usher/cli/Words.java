package dev.usher.cli;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Excepted;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Lock;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.why.Absence;
import dev.usher.domain.why.AppAnswer;
import dev.usher.domain.why.Condition;
import dev.usher.domain.why.Proof;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is decided, in words. */
final class Words {
    private Words() {}

    static String decision(AppAnswer answer) {
        return answer.decision()
                .map(decision -> decision(decision, answer))
                .orElseGet(() -> answer.absence()
                        .map(absence -> absence(absence, answer))
                        .orElse("no account"));
    }

    private static String decision(Decision decision, AppAnswer answer) {
        return switch (decision) {
            case Decision.Want want when want.isAwaited() -> awaited(want);
            case Decision.Want want ->
                (want.account().enabled() ? "an enabled account" : "an account that is disabled until the start")
                        + with(want.account().entitlements());
            case Decision.Trim trim ->
                "the account as it is, without what nothing gives any more, because " + because(trim.why(), answer);
            case Decision.Disabled disabled -> "a disabled account, because " + because(disabled.why(), answer);
            case Decision.Absent absent -> "no account any more, because " + because(absent.why(), answer);
            case Decision.Hold hold -> "the account as it is, because " + because(hold.why(), answer);
            case Decision.Planned plan ->
                decision(plan.would(), answer)
                        + "; but nothing is written there yet, as the `spec.phase` of the app says";
        };
    }

    private static String awaited(Decision.Want want) {
        return "no account yet: the app makes it when the user logs in there for the first time, and Usher makes none; then "
                + (want.account().enabled() ? "an enabled account" : "one that is disabled until the start")
                + with(want.account().entitlements());
    }

    private static String with(Collection<Entitlement> entitlements) {
        return entitlements.isEmpty()
                ? ""
                : " with " + entitlements.stream().map(Entitlement::toString).collect(Collectors.joining(", "));
    }

    private static String because(Why why, AppAnswer answer) {
        var scope = answer.scope();
        return switch (why) {
            case Locked -> locked(answer.locks());
            case Unassigned -> unassigned(scope);
            case KeptUnassigned -> unassigned(scope) + ", and the app keeps such accounts";
            case NotStarted -> "the employment has not begun";
            case OnLeave -> "the user is on leave";
            case Suspended -> "the employment is suspended";
            case Departed -> "the user has departed";
            case Withdrawn -> "the user never came";
            case Missing -> "the source of the user lists them no more";
            case WithoutPerson -> "the person behind this identity is not there";
            case Frozen -> "the user is frozen or suspended, or nobody can tell whether the app is for them";
            case UserDeleted -> "the user was deleted";
            case Orphaned -> "it was left in use without a user, and nobody acknowledged it";
            case UnknownRole -> "nobody can tell whether a role that gave it is still held";
            case KeptByPolicy -> "the app keeps accounts of users who departed";
            case AppSuspended -> "nothing is written to the app, as its `spec.suspend` asks";
            case AppGone -> "the TargetApp is not there";
        };
    }

    private static String unassigned(List<Condition> scope) {
        return scope.stream().anyMatch(condition -> condition.truth() == Truth.NO)
                ? "the app is not for this user"
                : "no role that is held gives it";
    }

    /** Whichever of several is released, the others still hold. */
    private static String locked(List<Lock> locks) {
        return locks.stream()
                        .map(lock -> "AccessLock " + lock.name() + " in " + lock.namespace()
                                + lock.term()
                                        .until()
                                        .map(end -> " until " + end)
                                        .orElse(""))
                        .collect(Collectors.joining(" and "))
                + (locks.size() == 1 ? " shuts the user out" : " shut the user out");
    }

    private static String absence(Absence absence, AppAnswer answer) {
        return switch (absence) {
            case NoSuchApp -> "no account: the TargetApp is not there, or cannot be understood";
            case Locked -> "no account: " + locked(answer.locks());
            case Departed -> "no account: the user has departed";
            case NotForThisUser -> "no account: the app is not for this user";
            case NoRoleGivesIt -> "no account: no role gives it";
            case NoRoleHeld -> "no account: no role that gives it is held";
            case ScopeUnknown -> "no account: nobody can tell whether the app is for this user";
            case NotStarted -> "no account yet: the employment has not begun";
            case Away -> "no account: the user is on leave, or the employment is suspended";
            case RoleUnknown -> "no account: nobody can tell whether a role that gives it is still held";
            case Frozen -> "no account: nothing is added while the user is frozen or suspended";
            case Barred -> "no account: `spec.accounts` says that the user gets none";
            case TooManyApps -> "no account: the user has as many apps as one can have";
        };
    }

    /** Why a role is held, as what follows its name. */
    static String ground(Proof.Ground ground, String home) {
        return switch (ground.cause().kind()) {
            case Explicit -> "given by hand";
            case Rule -> rule(ground.rule());
            case Grace -> "kept for a while after a change of the user";
            case Inherited ->
                "contained in "
                        + ground.cause()
                                .via()
                                .map(via -> role(via, home) + (ground.via().isEmpty() ? " (see above)" : ""))
                                .orElse("another role");
        };
    }

    private static String rule(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return "by a rule that is gone, and nobody said that what it gave is to go";
        }
        return conditions.stream().allMatch(condition -> condition.truth() == Truth.YES)
                ? "by its rule"
                : "by its rule, of which nobody can tell whether it is still true";
    }

    /** Why a role is held although it conflicts with another one, as what follows its name. */
    static String excepted(Excepted excepted, String home) {
        return "held beside " + role(excepted.beside(), home)
                + excepted.identity().map(name -> " of ProvisionedUser " + name).orElse("")
                + " by an exception until " + excepted.until() + ": "
                + excepted.reason().strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** A role as somebody of a namespace names it. */
    static String role(RoleKey role, String home) {
        return "role " + role.seenFrom(home);
    }

    static String truth(Truth truth) {
        return switch (truth) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "cannot be told";
        };
    }

    /** A name for scripts, which stays as it is. */
    static String name(AppAnswer answer) {
        return answer.decision()
                .map(decision -> switch (decision) {
                    case Decision.Want want when want.isAwaited() -> "AwaitingLogin";
                    case Decision.Want want -> want.account().enabled() ? "Enabled" : "Prepared";
                    case Decision.Trim trim -> "Trimmed";
                    case Decision.Disabled disabled -> "Disabled";
                    case Decision.Absent absent -> "Absent";
                    case Decision.Hold hold -> "Held";
                    case Decision.Planned plan -> "Planned";
                })
                .orElse("None");
    }

    /** The reason for a decision, for scripts; empty where there is an account as roles give it. */
    static String reason(AppAnswer answer) {
        return answer.decision()
                .map(Words::reason)
                .orElseGet(() -> answer.absence().map(Absence::name).orElse(""));
    }

    private static String reason(Decision decision) {
        return switch (decision) {
            case Decision.Want want -> "";
            case Decision.Trim trim -> trim.why().name();
            case Decision.Disabled disabled -> disabled.why().name();
            case Decision.Absent absent -> absent.why().name();
            case Decision.Hold hold -> hold.why().name();
            case Decision.Planned plan -> reason(plan.would());
        };
    }
}
