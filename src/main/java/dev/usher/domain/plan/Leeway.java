package dev.usher.domain.plan;

import java.util.Collections;
import java.util.Optional;

/**
 * What of an account that should be there is left as somebody else made it, and only reported.
 *
 * @param attributes whether values stay that are not as decided
 * @param entitlements whether it goes on holding more, or less, than is decided
 * @param shut whether it stays disabled, or away
 */
public record Leeway(boolean attributes, boolean entitlements, boolean shut) {
    /** Everything is made as decided. */
    public static final Leeway NONE = new Leeway(false, false, false);

    /**
     * What the settings of an app leave.
     *
     * @param found whether an inventory found that the account, once confirmed, is not as decided any more
     * @param reportedShut whether it was reported that somebody else disabled or deleted it
     */
    public static Leeway of(Drift drift, boolean found, boolean reportedShut) {
        return new Leeway(
                found && drift.attributes() == Drift.Reply.Report,
                found && drift.entitlements() == Drift.Reply.Report,
                (found || reportedShut) && drift.disabledElsewhere() == Drift.Reply.Report);
    }

    /** What is changed all the same. */
    public Delta within(Delta delta) {
        return new Delta(
                attributes ? Collections.emptySortedMap() : delta.attributes(),
                attributes ? Optional.empty() : delta.externalId(),
                !shut && delta.enable());
    }

    /** What is changed all the same. */
    public Membership within(Membership membership) {
        return entitlements ? Membership.NONE : membership;
    }
}
