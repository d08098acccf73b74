package dev.usher.domain.plan;

import dev.usher.domain.account.Entitlement;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an account holds although nothing explains it.
 *
 * @param entitlements the first of them whose names can be shown; they are the app's words
 * @param count how many there are in all
 */
public record Unexplained(SortedSet<Entitlement> entitlements, int count) {
    public static final Unexplained NONE = new Unexplained(Collections.emptySortedSet(), 0);

    private static final int MOST = 16;
    private static final int LONGEST = 256;

    public Unexplained {
        entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    }

    /**
     * What is left without an explanation.
     *
     * @param shown what a read showed before the account was changed
     * @param explained what the account is to hold, or may hold because nobody can tell
     * @param change what was changed since
     */
    public static Unexplained of(Set<Entitlement> shown, Set<Entitlement> explained, Membership change, Ours ours) {
        var known = new HashSet<>(explained);
        known.addAll(change.remove());
        return of(among(shown, known, ours.ignored()));
    }

    /** All of it, in the app's words. */
    static Set<Entitlement> among(Set<Entitlement> shown, Set<Entitlement> known, Predicate<Entitlement> ignored) {
        // An app may show the name that is meant in other letters, unless it has one in these, too.
        var alike = known.stream()
                .filter(entitlement -> !shown.contains(entitlement))
                .map(Entitlement::folded)
                .collect(Collectors.toUnmodifiableSet());
        return shown.stream()
                .filter(entitlement -> !known.contains(entitlement) && !alike.contains(entitlement.folded()))
                .filter(ignored.negate())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Unexplained of(Collection<Entitlement> all) {
        return new Unexplained(
                all.stream()
                        .filter(entitlement -> canBeShown(entitlement.value()))
                        .sorted()
                        .limit(MOST)
                        .collect(Collectors.toCollection(TreeSet::new)),
                all.size());
    }

    /** Nothing of an app's own words is shown that could pass for something else, or hide something. */
    public static boolean canBeShown(String name) {
        return !name.isBlank() && name.length() <= LONGEST && name.codePoints().allMatch(Unexplained::isPrintable);
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** As a part of a sentence: those that can be shown, and how many more there are. */
    public String text() {
        var more = count - entitlements.size();
        return Stream.concat(
                        entitlements.stream().map(Entitlement::toString),
                        more == 0 ? Stream.empty() : Stream.of(more + " more"))
                .collect(Collectors.joining(", "));
    }
}
