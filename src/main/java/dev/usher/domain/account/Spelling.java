package dev.usher.domain.account;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * In what an app may write values otherwise than it was told, so that they mean the same.
 *
 * @param caseless names of attributes in which capital letters make no difference
 * @param trimmed names of those in which spaces at the ends make none, and several in a row are one
 */
public record Spelling(Set<String> caseless, Set<String> trimmed) {
    /** Everything is compared as it stands. */
    public static final Spelling EXACT = new Spelling(Set.of(), Set.of());

    private static final Pattern SPACES = Pattern.compile("\\s+");

    public Spelling {
        caseless = Set.copyOf(caseless);
        trimmed = Set.copyOf(trimmed);
    }

    /** What a read showed, with each value that is only spelled otherwise as it is meant. */
    public Account asMeant(Account shown, Attributes meant) {
        if (caseless.isEmpty() && trimmed.isEmpty()) {
            return shown;
        }
        var values = new TreeMap<>(shown.attributes().values());
        values.replaceAll((name, value) -> Optional.of(name)
                .flatMap(meant::get)
                .filter(one -> plain(name, one).equals(plain(name, value)))
                .orElse(value));
        return new Account(
                shown.id(),
                shown.externalId(),
                shown.active(),
                new Attributes(values),
                shown.version(),
                shown.entitlements());
    }

    private String plain(String name, String value) {
        var even =
                trimmed.contains(name) ? SPACES.matcher(value).replaceAll(" ").strip() : value;
        return caseless.contains(name) ? even.toLowerCase(Locale.ROOT) : even;
    }
}
