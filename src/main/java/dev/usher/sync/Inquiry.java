package dev.usher.sync;

import dev.usher.domain.account.Applied;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.plan.Leeway;
import java.util.Optional;

/** A closer look at an account because of what an inventory found; none, where it found nothing about it. */
final class Inquiry {
    private final LaneContext context;
    private final Key key;
    private final Optional<KnownAccount> known;
    private final Optional<RemoteId> id;
    private final Optional<Finding> found;
    private Optional<Applied> aim = Optional.empty();
    private boolean takesBack = true;

    Inquiry(LaneContext context, Key key, Optional<KnownAccount> known) {
        this.context = context;
        this.key = key;
        this.known = known;
        this.id = known.flatMap(account -> account.idIn(context.tenant()));
        this.found = id.flatMap(context.findings()::of);
    }

    /** What is decided now; where that is something else than when the inventory was taken, what it found means nothing. */
    void isAbout(Optional<Applied> decided) {
        aim = decided;
        context.handovers().isAbout(key, decided);
    }

    /** Whether an inventory says that the account is not as it was confirmed to be. */
    boolean isOpen() {
        return found.filter(finding -> isAim(Optional.of(finding.aim()))).isPresent();
    }

    private boolean isAim(Optional<Applied> other) {
        return other.isPresent() && other.equals(aim);
    }

    /** What of the account is left as somebody else made it. */
    Leeway leeway() {
        var reported = known.filter(KnownAccount::drifted);
        return Leeway.of(
                context.upkeep().drift(),
                isOpen() || reported.filter(account -> isAim(account.applied())).isPresent(),
                reported.filter(KnownAccount::isShutElsewhere).isPresent());
    }

    /** Whatever is found, nothing is written. */
    void takesNothingBack() {
        takesBack = false;
    }

    /** Says that somebody gave the account more than is decided, where that was not so before. */
    void findsLoosened() {
        if (isOpen() && takesBack) {
            context.ports().outbox().loosened(key, context.app());
        }
    }

    /** The look is over; unless something was written, there was nothing to mend. */
    void ends(boolean written) {
        found.ifPresent(finding -> id.ifPresent(account -> context.findings().looked(account, finding, written)));
    }
}
