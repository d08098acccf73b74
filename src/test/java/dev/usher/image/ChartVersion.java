package dev.usher.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which version the chart installs, where its values name no other. */
final class ChartVersion {
    private static final String KEY = "appVersion:";

    private ChartVersion() {}

    static String read(Path chart) {
        try (var lines = Files.lines(chart)) {
            return lines.filter(line -> line.startsWith(KEY))
                    .map(line -> line.substring(KEY.length()).replace("\"", "").strip())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(chart + " has no " + KEY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
