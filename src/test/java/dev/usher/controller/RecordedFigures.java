package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was told of measures, as texts. */
final class RecordedFigures implements Figures {
    final List<String> told = new ArrayList<>();

    /** Of which namespace those are said to be who left. */
    final List<String> places = new ArrayList<>();

    Optional<Picture> picture = Optional.empty();

    @Override
    public void joined(String namespace, Duration took) {
        told.add("joined " + took);
    }

    @Override
    public void started(String namespace, boolean ready, boolean late) {
        told.add("started " + (ready ? "ready " : "not ready ") + Recorded.label(late));
    }

    @Override
    public void left(String namespace, boolean late, Duration took) {
        places.add(namespace);
        told.add("left " + Recorded.label(late) + " " + took);
    }

    @Override
    public void changed(AppId app, String outcome) {
        told.add("change in " + app.name() + " " + outcome);
    }

    @Override
    public void show(Picture now) {
        picture = Optional.of(now);
    }

    @Override
    public void ends(AppId app, int accounts, int over) {}

    @Override
    public void held(AppId app, int waves, int amount) {}

    @Override
    public void provisioned(SourceId source, Duration took) {}

    /** What was told since the last time. */
    List<String> news() {
        var news = List.copyOf(told);
        told.clear();
        return news;
    }

    /** The numbers of one gauge, such as {@code people wiki waiting: 1}. */
    List<String> shown(Gauges gauge) {
        return picture.stream()
                .flatMap(now -> now.levels().stream())
                .filter(level -> level.gauge() == gauge)
                .map(level -> String.join(" ", level.labels()) + ": " + (long) level.value())
                .sorted()
                .toList();
    }
}
