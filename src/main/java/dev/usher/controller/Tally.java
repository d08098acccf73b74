package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted in one app: accounts that are there, what would be done, and what dates will take. */
record Tally(
        TargetAppStatus.Counts accounts,
        TargetAppStatus.@Nullable Plan plan,
        List<TargetAppStatus.ForecastEntry> forecast) {
    static Tally of(TargetApp app, AppCounts.Counted counted, int orphaned, Room room, Instant now) {
        return new Tally(
                counted.counts(orphaned),
                Plans.counts(app, room.caches(), now),
                room.forecasts().of(app, now));
    }
}
