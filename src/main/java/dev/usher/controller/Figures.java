package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.measure.Shortfall;
import dev.usher.log.Spans;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Hears what is measured: how long it takes until access is there and gone, how changes end, and how everything stands now. */
public interface Figures extends AppGauges {
    /** Somebody who came, or came back, has all that they are to have. */
    void joined(String namespace, Duration took);

    /**
     * Somebody's start has come.
     *
     * @param ready whether they could use all their accounts within a minute
     * @param late whether it was known only after it that they come
     */
    void started(String namespace, boolean ready, boolean late);

    /**
     * A read has shown of the last account of somebody who departed that it is shut.
     *
     * @param late whether it was known only afterwards that they went
     */
    void left(String namespace, boolean late, Duration took);

    /** A change was confirmed by a read, or was not within an hour; as a label has it. */
    void changed(AppId app, String outcome);

    /** How changes may end, as labels have them. */
    static List<String> outcomes() {
        return Stream.concat(
                        Stream.of(OpenWork.CONFIRMED),
                        Arrays.stream(Shortfall.values()).map(Shortfall::label))
                .toList();
    }

    /** Where pieces of work are told of, each as a whole. */
    default Spans spans() {
        return Spans.NONE;
    }

    /** How everything stands; what is not in it is not there any more. */
    void show(Picture now);

    /**
     * How everything stands.
     *
     * @param namespaces in which there are people
     * @param apps those that there are
     * @param sources those that there are
     */
    record Picture(Set<String> namespaces, Set<AppId> apps, Set<SourceId> sources, List<Level> levels) {
        public Picture {
            namespaces = Set.copyOf(namespaces);
            apps = Set.copyOf(apps);
            sources = Set.copyOf(sources);
            levels = List.copyOf(levels);
        }
    }

    /**
     * One number of it.
     *
     * @param labels in the order of the gauge
     */
    record Level(Gauges gauge, List<String> labels, double value) {
        public Level {
            labels = List.copyOf(labels);
        }
    }
}
