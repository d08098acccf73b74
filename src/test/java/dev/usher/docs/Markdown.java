package dev.usher.docs;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What of a page in Markdown can be found without reading it: its links, and the places that links can lead to. */
final class Markdown {
    private static final Pattern FENCED = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*+\\]\\(([^()\\s]++)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    private final String text;

    /** A page. */
    Markdown(String text) {
        this.text = FENCED.matcher(text).replaceAll("");
    }

    /** Where its links and pictures lead, as they are written. */
    List<String> links() {
        return LINK.matcher(withoutCode()).results().map(link -> link.group(1)).toList();
    }

    /** The names by which a link can lead to a heading, as GitHub and others make them. */
    Set<String> anchors() {
        var anchors = new LinkedHashSet<String>();
        Map<String, Integer> before = new HashMap<>();
        HEADING.matcher(text).results().map(heading -> slug(heading.group(1))).forEach(slug -> {
            int times = before.merge(slug, 1, Integer::sum);
            anchors.add(times == 1 ? slug : slug + "-" + (times - 1));
        });
        return anchors;
    }

    private static String slug(String heading) {
        return heading.replace("`", "")
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }

    /** Its text, with nothing that is shown as it stands. */
    private String withoutCode() {
        return text.replaceAll("`[^`\n]*`", "code");
    }

    /** What is shown as it stands within a line. */
    List<String> spans() {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(span -> span.group(1).replaceAll("\\s+", " "))
                .toList();
    }
}
