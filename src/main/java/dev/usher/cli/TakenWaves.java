package dev.usher.cli;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What waves took that a person can have brought back. */
final class TakenWaves {
    /** A wave that took something in an app. */
    record Restorable(String namespace, String app, TargetAppStatus.TakenWave wave) {
        String text() {
            return """
                    %s  %s  took something from %,d since %s, within a limit or by a decision; can be brought back until %s
                      because of %s
                      to bring it back: ./usher restore %s -n %s
                    """.formatted(
                    app, wave.wave(), wave.count(), wave.since(), wave.until(), wave.cause(), wave.wave(), namespace);
        }

        /** Names are only ever added. */
        Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("namespace", namespace);
            fields.put("app", app);
            fields.put("wave", wave.wave());
            fields.put("count", wave.count());
            fields.put("cause", wave.cause());
            fields.put("since", wave.since());
            fields.put("until", wave.until());
            return fields;
        }
    }

    private TakenWaves() {}

    /** As the apps say, app by app and the latest first. */
    static List<Restorable> in(List<TargetApp> apps) {
        return apps.stream()
                .flatMap(app -> Optional.ofNullable(app.getStatus()).stream()
                        .flatMap(status -> status.restorable().stream())
                        .map(wave -> new Restorable(
                                app.getMetadata().getNamespace(),
                                app.getMetadata().getName(),
                                wave)))
                .sorted(Comparator.comparing(Restorable::app)
                        .thenComparing(one -> one.wave().since(), Comparator.reverseOrder())
                        .thenComparing(one -> one.wave().wave()))
                .toList();
    }

    /** From which app a wave took something, as the apps say; empty where none does. */
    static Optional<String> app(List<TargetApp> apps, String wave) {
        return in(apps).stream()
                .filter(one -> one.wave().wave().equals(wave))
                .map(Restorable::app)
                .findFirst();
    }

    static String text(List<Restorable> waves) {
        return waves.stream().map(Restorable::text).collect(Collectors.joining("\n"));
    }
}
