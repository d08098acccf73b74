package dev.usher.runtime;

import dev.usher.controller.Figures;
import dev.usher.controller.Gauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Gauges that come and go: what is not shown any more is not there any more. */
final class Board {
    private final MeterRegistry registry;
    private final Map<Place, Shown> shown = new HashMap<>();

    /** Where a number stands. */
    private record Place(Gauges gauge, List<String> labels) {}

    private record Shown(AtomicReference<Double> value, Meter meter) {}

    Board(MeterRegistry registry) {
        this.registry = registry;
    }

    /** These alone are there from now on. */
    synchronized void show(List<Figures.Level> levels) {
        var there = new HashSet<Place>();
        for (var level : levels) {
            var place = new Place(level.gauge(), level.labels());
            there.add(place);
            shown.computeIfAbsent(place, this::register).value().set(level.value());
        }
        shown.entrySet().removeIf(entry -> {
            var isGone = !there.contains(entry.getKey());
            if (isGone) {
                registry.remove(entry.getValue().meter());
            }
            return isGone;
        });
    }

    private Shown register(Place place) {
        var value = new AtomicReference<>(0.0);
        var gauge = place.gauge();
        var builder = Gauge.builder(gauge.metric(), value::get)
                .description(gauge.meaning())
                .tags(tags(place));
        return new Shown(
                value,
                gauge.unit().isEmpty()
                        ? builder.register(registry)
                        : builder.baseUnit(gauge.unit()).register(registry));
    }

    private static Tags tags(Place place) {
        var names = place.gauge().labels();
        var tags = Tags.empty();
        for (var number = 0; number < names.size(); number++) {
            tags = tags.and(Tag.of(names.get(number), place.labels().get(number)));
        }
        return tags;
    }
}
