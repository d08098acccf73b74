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
 * @param windows the first one first; the fullest stretches of time are each one of them
 */
public record Forecast(List<Window> windows) {
    /** How far ahead is looked. */
    public static final Duration AHEAD = Duration.ofDays(7);

    /** How often the fullest stretch of what is left is sought, before and after each other, which takes a look at all. */
    private static final int LARGEST = 64;

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
        gather(ahead, window, LARGEST, windows);
        return new Forecast(windows);
    }

    /** The stretch with the most of them, between what is before it and after it; of many stretches the rest one after the other. */
    private static void gather(List<End> ends, Duration length, int largest, List<Window> windows) {
        if (largest == 0) {
            for (int from = 0, next; from < ends.size(); from = next) {
                next = after(ends, from, length);
                windows.add(window(ends.subList(from, next)));
            }
        } else if (!ends.isEmpty()) {
            var first = fullest(ends, length);
            var next = after(ends, first, length);
            gather(ends.subList(0, first), length, largest / 2, windows);
            windows.add(window(ends.subList(first, next)));
            gather(ends.subList(next, ends.size()), length, largest / 2, windows);
        }
    }

    /** With which of them the stretch begins in which most of them are, the earliest of several. */
    private static int fullest(List<End> ends, Duration length) {
        var most = 0;
        var found = 0;
        var next = 0;
        for (var first = 0; first < ends.size(); first++) {
            var until = ends.get(first).at().plus(length);
            while (next < ends.size() && ends.get(next).at().isBefore(until)) {
                next++;
            }
            if (next - first > most) {
                most = next - first;
                found = first;
            }
        }
        return found;
    }

    private static int after(List<End> ends, int first, Duration length) {
        var until = ends.get(first).at().plus(length);
        var next = first;
        while (next < ends.size() && ends.get(next).at().isBefore(until)) {
            next++;
        }
        return next;
    }

    private static Window window(List<End> ends) {
        var deletions = (int) ends.stream().filter(End::deletes).count();
        return new Window(ends.getFirst().at(), ends.getLast().at(), ends.size(), deletions);
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
