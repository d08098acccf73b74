package dev.usher.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of a page that is shown as it stands.
 *
 * @param line in which it begins
 * @param language what it is, as the page says behind the fence
 * @param marks what else stands there, such as {@code part=TargetApp}
 * @param text without the indentation that all lines share
 */
public record Fence(Path page, int line, String language, Map<String, String> marks, String text) {
    private static final Pattern BEGIN = Pattern.compile("\\s*```(\\S*)(.*)");

    /** All blocks of a page, in order. */
    public static List<Fence> of(Path page) {
        var lines = Pages.text(page).lines().toList();
        var fences = new ArrayList<Fence>();
        for (int at = 0; at < lines.size(); at++) {
            var begin = BEGIN.matcher(lines.get(at));
            if (begin.matches()) {
                int end = at + 1;
                while (!lines.get(end).strip().equals("```")) {
                    end++;
                }
                fences.add(new Fence(
                        page,
                        at + 1,
                        begin.group(1),
                        marks(begin.group(2)),
                        String.join("\n", lines.subList(at + 1, end)).stripIndent()));
                at = end;
            }
        }
        return fences;
    }

    private static Map<String, String> marks(String info) {
        var marks = new LinkedHashMap<String, String>();
        Arrays.stream(info.strip().split("\\s+", -1))
                .filter(mark -> !mark.isEmpty())
                .forEach(mark -> {
                    var parts = mark.split("=", 2);
                    marks.put(parts[0], parts.length > 1 ? parts[1] : "");
                });
        return marks;
    }

    /** What stands behind a mark, such as the kind behind {@code part}. */
    Optional<String> mark(String name) {
        return Optional.ofNullable(marks.get(name));
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
