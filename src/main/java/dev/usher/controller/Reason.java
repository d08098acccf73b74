package dev.usher.controller;

/**
 * The reasons of conditions that are not failures of an app, see {@code domain.outcome.Kind} for those.
 *
 * <p>The constants are API; {@code docs/conditions.md} is made from them.
 */
enum Reason {
    Pending("Unknown", "Usher has not seen the resource yet"),
    Progressing("Unknown", "Usher is on it"),
    RollingOut("Unknown", "An edit is on its way to the users whom it touches; the message says how far it is"),
    Provisioned("True", "Every app agrees with what is decided"),
    Suspended("True", "`spec.suspend` asks that nothing is added or changed; access still ends when it has to"),
    PartlyObserved(
            "True",
            "Every app that may be written to agrees with what is decided; the message names those that may not"),
    AwaitingLogin(
            "True",
            "The app makes the account when its person logs in for the first time, which the message names; everything else agrees"),
    Locked("True", "An AccessLock shuts the person out, and every app has confirmed what that asks for"),
    Released("True", "`spec.released`, or the deletion of the lock, has ended it: what is due is given back"),
    Expired("True", "The lock has ended at its `spec.until`: what is due is given back"),
    Planned("True", "Nothing is due before the employment starts"),
    FirstAccess("False", "What the user has from the beginning is not all there yet; the condition is `Joining`"),
    Return("False", "What the user has since they are back is not all there yet; the condition is `Joining`"),
    RecordedInTime(
            "False",
            "The user departed, as was known before, and a read has not shown of every account that it is shut; the condition is `Leaving`"),
    RecordedLate(
            "False",
            "The user departed before anybody said so, and a read has not shown of every account that it is shut; the condition is `Leaving`"),
    Resolved("True", "Everything that the role names is there"),
    InForce("True", "The policy holds for everybody of its namespace"),
    RealmJoined("True", "The policies of all namespaces that `spec.realm` lists say the same of this one"),
    RealmNotAgreed(
            "False",
            "A namespace that `spec.realm` lists does not list this one in a realm of the same name; the message says which: to each of the others the realm extends"),
    Reachable("True", "The app answers and takes the credentials"),
    Retained("True", "The account is disabled; a user with the same key gets it back"),
    HeldByPolicy(
            "True",
            "The account is due to be deleted, and a policy keeps it: it stays disabled until nothing keeps it"),
    Preserving("True", "The hold is in force: nothing of whom it means is deleted"),
    HoldReleased("True", "`spec.released` has ended the hold: what is due to be deleted goes"),
    HoldExpired("True", "The hold has ended at its `spec.until`: what is due to be deleted goes"),
    Kept("True", "The app's policy, or the `deletionPolicy` of the user who was deleted, leaves the account as it is"),
    Deleted(
            "True",
            "The account is not there any more; nobody else is given its name until `status.reservedUntil`, unless this is deleted"),
    SaltLost(
            "False",
            "Its digests were made with another salt than that of today, so that the name is kept from nobody: put the Secret back that held the salt (see docs/restore.md), or delete this"),
    Scheduled("False", "The lock begins at its `spec.from`; nobody is shut out before"),
    LocksHeld(
            "False",
            "Who asked for the lock has shut out 25 people within the hour before it; nobody is shut out until a second person writes their name into `spec.confirmedBy`"),
    WaveReleased("True", "Whoever was of the wave has lost it, or is not to lose it any more"),
    WaveKept("True", "Whoever was of the wave keeps what they would lose, for as long as the decision stands"),
    WaveRestored(
            "True",
            "Whoever can have back what the wave took has it, for as long as the decision stands; `status` says how many a lock shuts out, and whose account is gone"),
    DecisionOver(
            "True",
            "The decision has stood for as long as it was to stand: whoever was to lose something by then is counted anew"),
    Releasing("False", "Those who are of the wave are losing it; `status.left` says how many have not yet"),
    Restoring(
            "False",
            "What a wave took is coming back; of a RemovalDecision `status.left` says of how many it has not yet"),
    NothingTaken(
            "False",
            "Nothing is known that a wave of this name took in the app: it took nothing, it was more than 30 days ago, or another decision brings it back already"),
    WaveNotFound(
            "False",
            "No wave of this name is held in the app, be it that it is over or was decided about before: see `status.held` of the TargetApp"),
    WaveHasGrown(
            "False",
            "The wave takes more by now than `spec.count` of the RemovalDecision says, so that nothing is done; the message says how much"),
    Locking(
            "False",
            "The lock holds; the message names the apps in which an account may still be enabled, and why, and each goes on by itself"),
    UserNotFound(
            "False",
            "The user that the lock names does not exist here, so that nobody is shut out: lock by `externalId`, or correct the name in another lock"),
    HeldUserNotFound(
            "False",
            "A user that the hold names does not exist here, so that it may be a slip; everybody else is held: hold by `externalIds`, or correct the name in another hold"),
    AppSuspended("False", "`spec.suspend` of the TargetApp asks that nothing is written there; it goes on afterwards"),
    Removing("False", "The account is being removed"),
    RemovalsHeld("False", "The budget of the hour holds a removal; the account is as it was"),
    ChangesHeld(
            "False",
            "The budget of the hour holds what an edit changes of many accounts; the account keeps the values it had"),
    KeptByDecision(
            "False",
            "A RemovalDecision lets people keep what they would lose otherwise; the account is as it was, and the message names both the decision and the wave"),
    RestoredByDecision(
            "False",
            "A RemovalDecision brought back what a wave took, and what is declared does not want it yet; the message names both the decision and the wave"),
    RuleInvalid(
            "False", "A rule, or the value of an attribute, cannot be understood; the message says where it is wrong"),
    AttributeNotSupported(
            "False",
            "An attribute is named that accounts of the app cannot have; the message says which, and what to write"),
    CredentialsNotSupported(
            "False",
            "People are to get in by what the app, as it is declared, cannot give them; the message says which, and what to write"),
    GrantNotOffered(
            "False",
            "The role gives something in an app of another namespace that the app does not let other namespaces give"),
    Ending("False", "The role is being deleted and gives nothing any more; the message says what it waits for"),
    EntitlementIgnored("False", "The role gives what its app ignores, so that nobody gets it; the message names both"),
    RoleCycle("False", "The role contains itself: take one of `spec.inherits` out"),
    RolesConflict("False", "The role contains roles that nobody may hold together; the message names them"),
    RoleNotFound(
            "False",
            "A role that is named does not exist here, or is not offered to this namespace: create it, offer it, or take it out"),
    AppNotFound(
            "False",
            "An app that is named does not exist here, or is not offered to this namespace: create it, offer it, or take it out"),
    ScopeTooNarrow(
            "False",
            "`allowedNamespaces` asks for labels of namespaces, which are known only where Usher watches all of them; the message says what to do, and everything else counts"),
    Applied("True", "What every record says is so"),
    AppliedInPart(
            "True",
            "Some records are refused, or others have written what the source speaks of; the message says of how many, and everything else is applied"),
    NotWrittenBack(
            "True",
            "What every record says is so, and the source could not be told how people are called; the message says why, and of how many"),
    Observed("True", "`spec.mode` asks that nothing is written: the status says what would be made, changed and ended"),
    SourceNotRead(
            "False",
            "The source cannot be read to its end, so that nothing is concluded from it; the message says why, and it is read again"),
    RunHeld(
            "False",
            "More is different than `spec.sanity` allows, so that nothing of the run is applied, or no more than ends; the message says what"),
    RunReleased("True", "All of the run is applied; what a later one changes is counted anew"),
    SourceNotFound("False", "The UserSource that is named does not exist here: correct the name in another decision"),
    RunNotFound(
            "False",
            "The source has no run of this name: its records, or its declaration, are others by now, see `status.run` of the UserSource"),
    RunFailed("False", "A fault of Usher ended the run, which is in its log; the source is read again"),
    SpecInvalid("False", "The spec contradicts itself in a way that the schema cannot see"),
    NewerThanOperator("False", "The resource was written for a newer version of Usher: upgrade Usher, or change it");

    private final String ready;
    private final String meaning;

    Reason(String ready, String meaning) {
        this.ready = ready;
        this.meaning = meaning;
    }

    /** The status of Ready that it goes with. */
    String ready() {
        return ready;
    }

    String meaning() {
        return meaning;
    }
}
