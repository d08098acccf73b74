package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Has stored what is to be said of users: at once what is final, and seldom what is not; then tells of it by events. */
final class UserWords {
    private final Statuses<ProvisionedUser> statuses;
    private final Mailbox mailbox;
    private final Pacing pacing;
    private final Announcements announcements;

    UserWords(Statuses<ProvisionedUser> statuses, Mailbox mailbox, Pacing pacing, Announcements announcements) {
        this.statuses = statuses;
        this.mailbox = mailbox;
        this.pacing = pacing;
        this.announcements = announcements;
    }

    /**
     * What is said of a user.
     *
     * @param last whether nothing that was decided earlier will be stored any more
     */
    record Said(UpdateControl<ProvisionedUser> control, boolean last) {}

    Said say(ProvisionedUser user, UserStatuses.Assessment assessment, Instant now) {
        var timer =
                Optional.of(Offers.ASK_AGAIN).filter(any -> !assessment.open().isEmpty());
        var uid = user.getMetadata().getUid();
        if (assessment.status().equals(user.getStatus())) {
            if (assessment.agreed()) {
                mailbox.clear(Translate.key(user));
            }
            pacing.settled(uid);
            return new Said(scheduled(timer), statuses.withdraw(user));
        }
        if (assessment.settled() || assessment.pinsAnew(user)) {
            pacing.settled(uid);
        } else {
            var wait = assessment.answered() ? pacing.wait(uid, now) : Optional.<Duration>empty();
            if (wait.isPresent() || !assessment.answered()) {
                var first = Stream.of(wait, timer).flatMap(Optional::stream).min(Duration::compareTo);
                return new Said(scheduled(first), rewrite(user, assessment.status()));
            }
            pacing.wrote(uid, now);
        }
        return new Said(UpdateControl.noUpdate(), write(user, assessment.status()));
    }

    /** Has it stored, if it is news; false where what was decided earlier is under way, see {@link Statuses#write}. */
    boolean write(ProvisionedUser user, ProvisionedUserStatus next) {
        return next.equals(user.getStatus())
                ? statuses.withdraw(user)
                : statuses.write(patch(user, next), () -> announcements.announce(user, next));
    }

    private boolean rewrite(ProvisionedUser user, ProvisionedUserStatus next) {
        return statuses.rewrite(patch(user, next), () -> announcements.announce(user, next));
    }

    private static ProvisionedUser patch(ProvisionedUser user, ProvisionedUserStatus next) {
        var patch = new ProvisionedUser();
        patch.setMetadata(Room.same(user));
        patch.setStatus(next);
        return patch;
    }

    private static UpdateControl<ProvisionedUser> scheduled(Optional<Duration> timer) {
        var control = UpdateControl.<ProvisionedUser>noUpdate();
        return timer.map(control::rescheduleAfter).orElse(control);
    }
}
