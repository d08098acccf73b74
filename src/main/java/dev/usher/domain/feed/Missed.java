package dev.usher.domain.feed;

import dev.usher.domain.account.Digests;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That a source did not list somebody, noted beside them.
 *
 * @param times in how many complete runs in a row
 * @param time of the last of them
 * @param digest by which a note of ours is told from one of somebody else, under the salt of the installation
 */
public record Missed(int times, Instant time, String digest) {
    private static final String BETWEEN = " ";
    private static final Pattern TIMES = Pattern.compile("[1-9][0-9]{0,3}");
    private static final int PARTS = 3;

    /** One of a person whom a source knows by a key. */
    public static Missed of(Digests digests, String source, Person person, int times, Instant time) {
        var digest = digests.pseudonym(
                "missed", source, person.key().orElse(""), person.uid(), Integer.toString(times), time.toString());
        return new Missed(times, time, digest);
    }

    /** Whether this installation wrote it, of this person and this source. */
    public boolean isOf(Digests digests, String source, Person person) {
        return equals(of(digests, source, person, times, time));
    }

    /** Reads what {@link #text} wrote; empty for what is no such note. */
    public static Optional<Missed> parse(String text) {
        var parts = List.of(text.split(BETWEEN, -1));
        if (parts.size() != PARTS || !TIMES.matcher(parts.getFirst()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Missed(Integer.parseInt(parts.getFirst()), Instant.parse(parts.get(1)), parts.getLast()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As it is kept. */
    public String text() {
        return String.join(BETWEEN, Integer.toString(times), time.toString(), digest);
    }
}
