package dev.usher.domain.outcome;

/**
 * What can be expected to go wrong, as the one error table: scope, retry, who must act, and the condition reason.
 *
 * <p>The constants are API: their reasons appear in status conditions and their table in the documentation.
 */
public enum Kind {
    UNREACHABLE(Scope.APP, Retry.BACKOFF, Actor.NOBODY, "AppUnreachable", "the app does not answer"),
    THROTTLED(Scope.APP, Retry.BACKOFF, Actor.NOBODY, "AppThrottled", "the app asks for fewer requests"),
    UNAUTHORIZED(Scope.APP, Retry.PERIODIC, Actor.APP_OWNER, "CredentialsRejected", "the app rejects the credentials"),
    FORBIDDEN(Scope.APP, Retry.PERIODIC, Actor.APP_OWNER, "CredentialsTooWeak", "the credentials do not permit this"),
    DENIED(
            Scope.ACCOUNT,
            Retry.PERIODIC,
            Actor.APP_OWNER,
            "DeniedByApp",
            "the app does not let the credentials change this account"),
    MISCONFIGURED(Scope.APP, Retry.PERIODIC, Actor.APP_OWNER, "AppMisconfigured", "the app cannot be used as declared"),
    TRUNCATED(Scope.APP, Retry.BACKOFF, Actor.APP_OWNER, "ListIncomplete", "the app did not list everything"),
    HOSTILE(Scope.APP, Retry.BACKOFF, Actor.APP_OWNER, "AnswerRefused", "the app's answer was refused"),
    REJECTED(Scope.ACCOUNT, Retry.PERIODIC, Actor.USER_OWNER, "AccountRejected", "the app rejects the values"),
    MAPPING_REJECTED(
            Scope.ACCOUNT,
            Retry.PERIODIC,
            Actor.APP_OWNER,
            "MappingRejected",
            "the app rejects the values of everybody alike"),
    WRITES_DENIED(
            Scope.ACCOUNT,
            Retry.PERIODIC,
            Actor.APP_OWNER,
            "CredentialsReadOnly",
            "the app lets the credentials change no account"),
    CLAIMED(Scope.ACCOUNT, Retry.PERIODIC, Actor.USER_OWNER, "AccountClaimed", "the account belongs to another user"),
    FOREIGN(Scope.ACCOUNT, Retry.PERIODIC, Actor.APP_OWNER, "AccountNotOwned", "an account that is not Usher's exists"),
    PROTECTED(
            Scope.ACCOUNT,
            Retry.SELDOM,
            Actor.APP_OWNER,
            "AccountProtected",
            "spec.safety.protect lets nothing be written to the account"),
    PLANNED(
            Scope.ACCOUNT,
            Retry.SELDOM,
            Actor.APP_OWNER,
            "OnlyPlanned",
            "spec.phase of the app lets nothing be written for this user"),
    UNDECIDED(
            Scope.ACCOUNT,
            Retry.SELDOM,
            Actor.USER_OWNER,
            "AdoptionNeedsDecision",
            "an account that may be theirs was there before"),
    UNLINKED(
            Scope.ACCOUNT,
            Retry.PERIODIC,
            Actor.USER_OWNER,
            "LinkedAccountNotFound",
            "the account that spec.accounts names is not in the app"),
    MANY(Scope.ACCOUNT, Retry.PERIODIC, Actor.APP_OWNER, "ManyAccountsMatch", "more than one account matches"),
    GONE(Scope.ENTITLEMENT, Retry.BACKOFF, Actor.APP_OWNER, "NotFoundInApp", "it does not exist in the app"),
    STALE(Scope.ACCOUNT, Retry.BACKOFF, Actor.NOBODY, "ChangedMeanwhile", "the account changed meanwhile"),
    NOT_EFFECTIVE(
            Scope.ACCOUNT, Retry.BACKOFF, Actor.APP_OWNER, "NotEffective", "the app accepted it and did not do it"),
    SESSIONS_OPEN(
            Scope.ACCOUNT,
            Retry.BACKOFF,
            Actor.APP_OWNER,
            "SessionsOpen",
            "the account is disabled, and sessions of it may be open"),
    UNSUPPORTED(Scope.ACCOUNT, Retry.NEVER, Actor.APP_OWNER, "NotSupportedByApp", "the app cannot do this"),
    SEATS_EXHAUSTED(Scope.ACCOUNT, Retry.PERIODIC, Actor.APP_OWNER, "SeatsExhausted", "the app has no licence left"),
    DRIFTED(Scope.ACCOUNT, Retry.NEVER, Actor.APP_OWNER, "Drifted", "somebody changed it in the app"),
    HELD(Scope.ACCOUNT, Retry.PERIODIC, Actor.APP_OWNER, "RemovalsHeld", "held"),
    HELD_BY_POLICY(
            Scope.ACCOUNT,
            Retry.BACKOFF,
            Actor.NOBODY,
            "HeldByPolicy",
            "it is due to be deleted, and a policy keeps it"),
    NAME_RESERVED(
            Scope.ACCOUNT,
            Retry.PERIODIC,
            Actor.USER_OWNER,
            "UserNameReserved",
            "the name is kept for whoever had it in the app"),
    HANDOVER_PENDING(
            Scope.ACCOUNT,
            Retry.BACKOFF,
            Actor.APP_OWNER,
            "HandoverPending",
            "it is to be deleted once `connector.scim.handover` is done"),
    CREDENTIAL_NOT_KEPT(
            Scope.ACCOUNT,
            Retry.PERIODIC,
            Actor.PLATFORM,
            "CredentialNotKept",
            "the password to begin with can lie nowhere"),
    PASSWORD_UNCHANGED(
            Scope.ACCOUNT,
            Retry.BACKOFF,
            Actor.APP_OWNER,
            "PasswordUnchanged",
            "the account is disabled, and its password is as it was"),
    WAITING(Scope.ACCOUNT, Retry.BACKOFF, Actor.NOBODY, "Waiting", "something else has to happen first"),
    JOURNAL(Scope.ACCOUNT, Retry.BACKOFF, Actor.PLATFORM, "JournalFailing", "the audit stream cannot be written"),
    INTERNAL(Scope.ACCOUNT, Retry.BACKOFF, Actor.PLATFORM, "InternalError", "Usher made a mistake, see its log");

    /** What the failure says something about; a failure of the app stops its whole lane. */
    public enum Scope {
        APP,
        ACCOUNT,
        ENTITLEMENT
    }

    /**
     * When it is tried again: soon and then less often, at a slow pace because a person has to act, at a very slow one because
     * what they do is heard of, or never.
     */
    public enum Retry {
        BACKOFF,
        PERIODIC,
        SELDOM,
        NEVER
    }

    /** Who can mend it. */
    public enum Actor {
        NOBODY,
        USER_OWNER,
        APP_OWNER,
        PLATFORM
    }

    private final Scope scope;
    private final Retry retry;
    private final Actor actor;
    private final String reason;
    private final String sentence;

    Kind(Scope scope, Retry retry, Actor actor, String reason, String sentence) {
        this.scope = scope;
        this.retry = retry;
        this.actor = actor;
        this.reason = reason;
        this.sentence = sentence;
    }

    public Scope scope() {
        return scope;
    }

    public Retry retry() {
        return retry;
    }

    public Actor actor() {
        return actor;
    }

    /** Whether it is said of an account that we disabled as decided, and about which something else is left to do. */
    public boolean isOfDisabled() {
        return this == SESSIONS_OPEN || this == HANDOVER_PENDING || this == PASSWORD_UNCHANGED;
    }

    /** The reason of the condition that shows it. */
    public String reason() {
        return reason;
    }

    public String sentence() {
        return sentence;
    }
}
