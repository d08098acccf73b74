package dev.usher.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The accounts of one app that end by dates which are known already, gathered as a limit will count them.
 *
 * @param windows the first one first
 */
public record Forecast(List<Window> windows) {
    /** How far ahead is looked. */
    public static final Duration AHEAD = Duration.ofDays(7);

    public Forecast {
        windows = List.copyOf(windows);
    }

    /**
     * One account ends.
     *
     * @param deletes whether it is deleted then; else it is disabled
     */
    public record End(Instant at, boolean deletes) {}

    /**
     * What ends within one window of a limit.
     *
     * @param from when the first of them ends
     * @param to when the last of them does
     * @param deletions how many of the accounts are deleted
     */
    public record Window(Instant from, Instant to, int accounts, int deletions) {}

    /** Of the ends that are ahead, and no further than {@link #AHEAD}; what was due before is no forecast any more. */
    public static Forecast of(Collection<End> ends, Duration window, Instant now) {
        var ahead = ends.stream()
                .filter(end -> end.at().isAfter(now) && !end.at().isAfter(now.plus(AHEAD)))
                .sorted(Comparator.comparing(End::at))
                .toList();
        var windows = new ArrayList<Window>();
        for (var first = 0; first < ahead.size(); ) {
            var from = ahead.get(first).at();
            var next = first;
            var deletions = 0;
            while (next < ahead.size() && ahead.get(next).at().isBefore(from.plus(window))) {
                deletions += ahead.get(next).deletes() ? 1 : 0;
                next++;
            }
            windows.add(new Window(from, ahead.get(next - 1).at(), next - first, deletions));
            first = next;
        }
        return new Forecast(windows);
    }

    /** How many accounts end in all. */
    public int accounts() {
        return windows.stream().mapToInt(Window::accounts).sum();
    }

    /** The windows in which more accounts end than a limit lets go, the first one first. */
    public List<Window> over(int allowed) {
        return windows.stream().filter(window -> window.accounts() > allowed).toList();
    }
}
