package dev.usher.domain.person;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A life that is told in steps: what sources report, when it is read, and what is remembered from one reading to the next. */
final class Story {
    static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    static final String YESTERDAY = "2026-09-14";
    static final String TODAY = "2026-09-15";
    static final String TOMORROW = "2026-09-16";

    private List<Employment> reported = List.of();
    private List<LastSeen> remembered = List.of();
    private Optional<Instant> departed = Optional.empty();
    private Workday workday = Workday.WHOLE_DAYS_IN_UTC;

    static Story of(Job... jobs) {
        return new Story().reports(jobs);
    }

    /** From now on sources report these, and nothing else. */
    Story reports(Job... jobs) {
        reported = Job.entries(jobs);
        return this;
    }

    Story in(String zone) {
        workday = Workday.wholeDays(ZoneId.of(zone));
        return this;
    }

    Story in(Workday hours) {
        workday = hours;
        return this;
    }

    /** Whoever is told of had departed then, as was noted when it was seen. */
    Story departed(String instant) {
        departed = Optional.of(Instant.parse(instant));
        return this;
    }

    Career career() {
        return new Career(reported, remembered, workday, departed);
    }

    Life now() {
        return Life.at(career(), NOW);
    }

    /** Without remembering anything of it. */
    Life at(String instant) {
        return Life.at(career(), Instant.parse(instant));
    }

    LifecycleState stateAt(String instant) {
        return at(instant).state();
    }

    /** Reads the life at an instant and remembers what it has to, as a status does. */
    Life passes(String instant) {
        var life = at(instant);
        remembered = life.seen();
        departed = life.departedAt();
        return life;
    }
}
