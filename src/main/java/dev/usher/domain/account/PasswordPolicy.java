package dev.usher.domain.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * How passwords are made that people type once.
 *
 * @param length in characters
 * @param classes of each of which there is at least one
 */
public record PasswordPolicy(int length, SortedSet<CharacterClass> classes) {
    /** Shorter ones can be guessed. */
    public static final int SHORTEST = 12;

    public static final int LONGEST = 128;

    /** What most apps take. */
    public static final PasswordPolicy STANDARD =
            new PasswordPolicy(20, new TreeSet<>(EnumSet.allOf(CharacterClass.class)));

    /** One kind of characters; none holds what looks like another one, such as {@code l} and {@code 1}. */
    public enum CharacterClass {
        Lower("abcdefghijkmnpqrstuvwxyz"),
        Upper("ABCDEFGHJKLMNPQRSTUVWXYZ"),
        Digit("23456789"),
        Symbol("!#%+-./:=?@_");

        private final String characters;

        CharacterClass(String characters) {
            this.characters = characters;
        }

        public String characters() {
            return characters;
        }
    }

    public PasswordPolicy {
        if (length < SHORTEST || length > LONGEST || classes.isEmpty()) {
            throw new IllegalArgumentException("a password has 12 to 128 characters of some class");
        }
        classes = Collections.unmodifiableSortedSet(new TreeSet<>(classes));
    }

    /** A new password, as random as the source. */
    public String make(RandomGenerator source) {
        var all = new StringBuilder();
        classes.forEach(one -> all.append(one.characters()));
        var made = new ArrayList<Character>();
        classes.forEach(one -> made.add(drawn(one.characters(), source)));
        while (made.size() < length) {
            made.add(drawn(all, source));
        }
        return joined(shuffled(made, source));
    }

    private static char drawn(CharSequence from, RandomGenerator source) {
        return from.charAt(source.nextInt(from.length()));
    }

    /** Each order is as likely as any other. */
    private static List<Character> shuffled(List<Character> made, RandomGenerator source) {
        for (var last = made.size() - 1; last > 0; last--) {
            Collections.swap(made, last, source.nextInt(last + 1));
        }
        return made;
    }

    private static String joined(List<Character> characters) {
        var text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}
