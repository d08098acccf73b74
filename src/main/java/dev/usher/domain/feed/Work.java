package dev.usher.domain.feed;

import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Workday;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether somebody works at one moment, by what a source says of their life; days are those of UTC. */
public enum Work {
    /** They have not begun. */
    AHEAD,
    WORKING,
    /** On leave, or suspended. */
    AWAY,
    /** They left, or never came. */
    OVER;

    /** By the paths of the {@link Target targets} that are of somebody's life; who says nothing says that they work. */
    public static Work of(Map<String, String> life, Instant now) {
        var status = life.getOrDefault(Target.STATUS.path(), "Active");
        var end = moment(life, Target.END_TIME).map(last -> last.end(Workday.WHOLE_DAYS_IN_UTC));
        var isOver = switch (status) {
            case "Withdrawn", "Missing" -> true;
            case "Terminated" -> end.map(time -> !time.isAfter(now)).orElse(true);
            default -> end.map(time -> !time.isAfter(now)).orElse(false);
        };
        if (isOver) {
            return OVER;
        }
        var isAhead = moment(life, Target.START_TIME)
                .map(first -> first.start(Workday.WHOLE_DAYS_IN_UTC).isAfter(now))
                .orElse(false);
        if (isAhead) {
            return AHEAD;
        }
        return status.equals("OnLeave") || status.equals("Suspended") ? AWAY : WORKING;
    }

    private static Optional<Moment> moment(Map<String, String> life, Target target) {
        return Optional.ofNullable(life.get(target.path())).flatMap(Moment::parse);
    }

    /** Whether whoever was so and is so from now on loses access by that. */
    public boolean losesBy(Work next) {
        return this == WORKING && next != WORKING;
    }

    /** Whether whoever was so and is so from now on gets access back by that. */
    public boolean returnsBy(Work next) {
        return this == OVER && next != OVER;
    }
}
