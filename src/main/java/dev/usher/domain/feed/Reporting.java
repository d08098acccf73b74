package dev.usher.domain.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who reports to whom, by the keys of a source. */
public record Reporting(Map<String, String> managers) {
    public Reporting {
        managers = Map.copyOf(managers);
    }

    /** Everybody whose managers lead back to themselves. */
    public Set<String> inCircles() {
        var circles = new HashSet<String>();
        var seen = new HashMap<String, Integer>();
        var walk = 0;
        for (var start : managers.keySet()) {
            walk++;
            var here = start;
            while (managers.containsKey(here) && !seen.containsKey(here)) {
                seen.put(here, walk);
                here = managerOf(here);
            }
            if (seen.getOrDefault(here, 0) == walk) {
                addRound(here, circles);
            }
        }
        return circles;
    }

    private void addRound(String start, Set<String> circle) {
        var here = start;
        while (circle.add(here)) {
            here = managerOf(here);
        }
    }

    private String managerOf(String key) {
        return managers.getOrDefault(key, key);
    }
}
