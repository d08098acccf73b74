package dev.usher.domain.feed;

import dev.usher.domain.account.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source applied to a user last, noted beside it: by that it is known what the next run has nothing to do about.
 *
 * <p>Whoever may write annotations may write one; it can keep a value from being said again, and nobody from being ended.
 *
 * @param digest of all that the source said of one key, under the salt of the installation
 * @param authority which source counts before which, when something was left to others; another one asks anew
 * @param left the paths that others had taken by then, and that were left to them
 * @param asked the question that was left open: whether the person may have another name
 * @param chosen the paths whose values the source has chosen, and that no record says
 */
public record Stamp(String digest, String authority, Set<String> left, Optional<String> asked, Set<String> chosen) {
    private static final String VERSION = "1";
    private static final String BETWEEN = " ";
    private static final int PARTS = 3;

    /** Before a question, which no path begins with. */
    private static final String ASKED = "?";

    /** Before the path of what was chosen, which no other path begins with. */
    private static final String CHOSEN = "=";

    public Stamp {
        left = Set.copyOf(left);
        chosen = Set.copyOf(chosen);
    }

    /** One that asks nothing. */
    public Stamp(String digest, String authority, Set<String> left) {
        this(digest, authority, left, Optional.empty(), Set.of());
    }

    /** One of these values, all of which were applied. */
    public static Stamp of(Digests digests, String authority, String key, SortedMap<String, String> values) {
        var parts = new ArrayList<>(List.of(key));
        values.forEach((path, value) -> parts.addAll(List.of(path, value)));
        return new Stamp(digests.pseudonym(parts.toArray(String[]::new)), authority, Set.of());
    }

    /** Reads what {@link #text} wrote; empty for what another version wrote, or somebody else. */
    public static Optional<Stamp> parse(String text) {
        var parts = List.of(text.split(BETWEEN, -1));
        return parts.size() < PARTS || !parts.getFirst().equals(VERSION)
                ? Optional.empty()
                : Optional.of(new Stamp(
                        parts.get(1),
                        parts.get(2),
                        parts.stream()
                                .skip(PARTS)
                                .filter(part -> !part.startsWith(ASKED) && !part.startsWith(CHOSEN))
                                .collect(Collectors.toUnmodifiableSet()),
                        behind(ASKED, parts).findFirst(),
                        behind(CHOSEN, parts).collect(Collectors.toUnmodifiableSet())));
    }

    private static Stream<String> behind(String sign, List<String> parts) {
        return parts.stream()
                .skip(PARTS)
                .filter(part -> part.startsWith(sign))
                .map(part -> part.substring(sign.length()));
    }

    /** As it is kept: a version, the digest, the authority, what is asked, and the paths that were chosen and left. */
    public String text() {
        var all = new ArrayList<>(List.of(VERSION, digest, authority));
        asked.ifPresent(question -> all.add(ASKED + question));
        new TreeSet<>(chosen).forEach(path -> all.add(CHOSEN + path));
        all.addAll(new TreeSet<>(left));
        return String.join(BETWEEN, all);
    }

    /** The same where these were left to others. */
    public Stamp leaving(Set<String> others) {
        return new Stamp(digest, authority, others, asked, chosen);
    }

    /** The same where this is asked, or nothing. */
    public Stamp asking(Optional<String> question) {
        return new Stamp(digest, authority, left, question, chosen);
    }

    /** The same where the source has chosen these. */
    public Stamp choosing(Set<String> paths) {
        return new Stamp(digest, authority, left, asked, paths);
    }

    /** Whether the user is as it was left: what it says now was said then, and is so, but for what others have taken. */
    boolean stands(Stamp now, Map<String, String> said, Map<String, String> there) {
        return digest.equals(now.digest)
                && asked.equals(now.asked)
                && (left.isEmpty() || authority.equals(now.authority))
                && said.entrySet().stream()
                        .allMatch(value -> left.contains(value.getKey())
                                ? isAnothers(value.getValue(), there.get(value.getKey()))
                                : value.getValue().equals(there.get(value.getKey())));
    }

    /** Whatever others gave up can be had. */
    private static boolean isAnothers(String said, @Nullable String there) {
        return there != null && !said.equals(there);
    }
}
