package dev.usher.domain.outcome;

/**
 * What more can be said of a failure: a sentence of ours with places for names of ours.
 *
 * <p>An enum, so that no text of a remote server has a way into a message.
 */
public enum Detail {
    NONE(""),
    NO_CONNECTION("no connection could be made"),
    NAME_UNKNOWN("the name of its host does not resolve"),
    TIMED_OUT("no answer came in time"),
    BROKEN_OFF("the connection broke off"),
    NOT_TRUSTED("its certificate is not trusted"),
    CERTIFICATE_WANTED("it wants a client certificate: give one by clientCertificate"),
    CERTIFICATE_REFUSED(
            "it does not take the client certificate, or wants one: renew it, have its authority accepted there, or give one by clientCertificate"),
    TLS_REFUSED("it ends the TLS handshake: it wants a client certificate, or another version of TLS"),
    ADDRESS_REFUSED("its address is not public: USHER_NETWORK_ALLOWED must admit it"),
    PLAINTEXT_REFUSED("http is refused: use https, or set USHER_NETWORK_PLAINTEXT=true"),
    UNENCRYPTED_REFUSED(
            "a connection without encryption is refused: have it encrypted, or set USHER_NETWORK_PLAINTEXT=true"),
    REDIRECTED("it redirects, which is not followed: give the final address as endpoint"),
    TOO_LARGE("it is larger than the limit"),
    NOT_UNDERSTOOD("it is not what the protocol says"),
    STATUS("it answered with status %s"),
    SETTING("the setting %s is wrong: %s"),
    /** The same words for a Secret that is not there, so that nobody can probe for Secrets. */
    SECRET_NOT_OFFERED(
            "the Secret %s is not offered: it must exist with the key %s, be labelled usher.dev/credential=true and annotated usher.dev/hosts=%s"),
    /** The words of another detail. */
    TOKEN_ENDPOINT("its token endpoint gives no token: %s"),
    /** The same of one that wants to be shown a client certificate, or another one. */
    CERTIFICATE_REFUSED_BY_TOKEN_ENDPOINT("its token endpoint gives no token: %s"),
    ENTITLEMENT("%s"),
    ATTRIBUTES("%s"),
    PASSWORD_POLICY(
            "its own policy refuses what spec.credentials.policy of the app makes: give a longer password, or other classes of characters"),
    SAME_NAME("with this user name or external id: remove or rename it there, then Usher creates its own"),
    CONFLICT_HIDDEN("it answers with a conflict and shows nobody: it hides who has the user name, or misses a value"),
    DISABLED_HIDDEN("it shows no disabled account as whose it is: delete it there"),
    PROTECTED("change it there by hand, or narrow the condition"),
    PLANNED("to do: %s"),
    EARLIER_STARTS("the next one is for somebody who starts earlier"),
    CANDIDATE("link it by spec.accounts, its id is in status.accounts"),
    HOLDS_MORE("no role explains over 128 of its entitlements: grant or remove some"),
    LINK("correct its id, or take it out"),
    LINKED_FROM_ELSEWHERE("accounts can be linked only in apps of the user's own namespace"),
    LINKED_AHEAD("a linked account is taken over once its person has started"),
    NOT_READ_YET("the app is read completely before an account is taken over"),
    IDENTITY_MISMATCH("the account with this id is somebody else's by now: nothing was written"),
    ANSWER_LOST("an answer was lost: it is looked up before anything is repeated"),
    STRAYED(
            "its entry is there and is no account: it was moved out of users.base, or has not all of users.objectClasses, or hides them; mend it there"),
    WRITES_WHILE_READING(
            "a statement that reads, or a view or function behind it, tries to write, which is refused: have it change nothing"),
    IDS_HIDDEN("its entries do not show %s, without which nobody is known to be gone: let Usher search and read it"),
    NOT_SHOWN("it shows for a while what was before: the account is read again once that is over"),
    LATE("what was sent and not answered may still take effect: the account is read again once it cannot any more"),
    DISABLED_ELSEWHERE("enable it there, or set spec.drift.disabledElsewhere to Correct"),
    DELETED_ELSEWHERE("it is gone; set spec.drift.disabledElsewhere to Correct to have another one"),
    CHANGED_ELSEWHERE("%s; mend it there, or set them to Correct in spec.drift"),
    /** The wave by which people speak of it, what it is because of, and which setting holds it. */
    OVER_BUDGET("wave %s: %s, over spec.safety.%s of the app"),
    /** The same of values that accounts which stay would be given. */
    OVER_BUDGET_OF_CHANGES("wave %s: %s, over spec.safety.%s of the app"),
    /** The wave, what it is because of, and the RemovalDecision by which it is kept. */
    KEPT("wave %s: %s, which RemovalDecision %s lets them keep"),
    /** The same of what comes back, and of what has come back. */
    RESTORING("wave %s: %s, what it took is being brought back by RemovalDecision %s"),
    RESTORED("wave %s: %s, what it took was brought back by RemovalDecision %s"),
    RESERVED_BY("choose another one, or delete RetainedAccount %s, if nothing in the app bears it any more"),
    NOT_SURVEYED("nobody attests it: the app is read completely, and everybody decided, first"),
    JOURNAL("nothing is sent but what takes access away, see Usher's log and USHER_AUDIT_FILE"),
    LEDGER("the ledger in the operator's namespace cannot be read or written"),
    API_SERVER("the Kubernetes API server does not answer"),
    SECRETS_DENIED(
            "Usher is refused Secrets in namespace %s: see rbac.firstCredentials of its chart, and quotas there"),
    SECRET_TAKEN("the Secret %s is not Usher's: delete or rename it"),
    LEASE_LOST("another operator may be in charge"),
    NOT_CONFIRMED("the reason for a removal could not be read"),
    HOLDS_NOT_READ("whether somebody keeps it from being deleted could not be read"),
    TENANT_CHANGED(
            "its address means another tenant now: set spec.tenantChange to Rediscover if that is meant, or change it back"),
    DUPLICATE_TENANT("TargetApp %s has the same address: use that one, or delete one of them"),
    NOT_UNDERSTOOD_HERE("its declaration was written for a newer version of Usher: upgrade Usher, or change %s"),
    TEARDOWN("a namespace or a resource definition is being deleted: nothing is written");

    private final String format;

    Detail(String format) {
        this.format = format;
    }

    String with(Object[] names) {
        return format.formatted(names);
    }
}
