package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.sync.Decided;

/**
 * What happened, in the words of OCSF.
 *
 * @param classUid the class of the event
 * @param id of the activity within its class; 99 where the class has none for it
 */
record Activity(int classUid, int id, String name) {
    static final int USER_MANAGEMENT = 3007;
    private static final int ENTITY_MANAGEMENT = 3004;
    private static final int BASE = 0;
    private static final int OTHER = 99;
    private static final int PER_CLASS = 100;
    private static final int PER_CATEGORY = 1000;

    static final Activity CHECKPOINT = new Activity(BASE, OTHER, "Checkpoint");
    static final Activity RESUMED = new Activity(BASE, OTHER, "Journal Resumed");

    static Activity of(Change change) {
        return switch (change) {
            case Change.Create create -> user(1, "Create");
            case Change.Update update when isOnlyEnabling(update) -> user(4, "Enable");
            case Change.Update update -> user(2, "Update");
            case Change.Disable disable -> user(5, "Disable");
            case Change.Enable enable -> user(4, "Enable");
            case Change.Delete delete -> user(3, "Delete");
            case Change.EndSessions end -> user(OTHER, "End Sessions");
            case Change.HandOver over -> user(OTHER, "Hand Over");
            case Change.SetPassword set -> user(9, "Reset Password");
            case Change.Invite invite -> user(OTHER, "Invite");
            case Change.Members members when members.add().isEmpty() -> user(17, "Remove Roles");
            case Change.Members members -> user(16, "Assign Roles");
            case Change.Define define -> new Activity(ENTITY_MANAGEMENT, 1, "Create");
        };
    }

    private static boolean isOnlyEnabling(Change.Update update) {
        var delta = update.delta();
        return delta.enable()
                && delta.attributes().isEmpty()
                && delta.externalId().isEmpty();
    }

    static Activity of(Decided.What what) {
        return switch (what) {
            case Decided.What.CauseBegins cause when cause.gains() -> user(16, "Assign Roles");
            case Decided.What.CauseBegins cause -> user(OTHER, "Cause Begins");
            case Decided.What.CauseEnds cause when cause.loses() -> user(17, "Remove Roles");
            case Decided.What.CauseEnds cause -> user(OTHER, "Cause Ends");
            case Decided.What.State state -> user(OTHER, "Change State");
            case Decided.What.Locks locks -> user(6, "Lock");
            case Decided.What.Unlocks unlocks -> user(7, "Unlock");
            case Decided.What.Preserves preserves -> entity("Hold");
            case Decided.What.Unpreserves unpreserves -> entity("Release Hold");
            case Decided.What.Adopts adopts -> user(OTHER, "Adopt");
            case Decided.What.Waives waives -> user(OTHER, "Waive Handover");
            case Decided.What.Holds holds -> entity("Hold Wave");
            case Decided.What.Releases releases -> entity("Release Wave");
            case Decided.What.Decides decides -> entity("Decide Wave");
            case Decided.What.Keeps keeps -> entity("Keep Wave");
            case Decided.What.Phase phase -> entity("Change Phase");
        };
    }

    private static Activity user(int id, String name) {
        return new Activity(USER_MANAGEMENT, id, name);
    }

    private static Activity entity(String name) {
        return new Activity(ENTITY_MANAGEMENT, OTHER, name);
    }

    int categoryUid() {
        return classUid / PER_CATEGORY;
    }

    int typeUid() {
        return classUid * PER_CLASS + id;
    }

    String className() {
        return switch (classUid) {
            case USER_MANAGEMENT -> "User Management";
            case ENTITY_MANAGEMENT -> "Entity Management";
            default -> "Base Event";
        };
    }

    String categoryName() {
        return classUid == BASE ? "Uncategorized" : "Identity & Access Management";
    }
}
