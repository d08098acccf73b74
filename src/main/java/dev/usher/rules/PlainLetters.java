package dev.usher.rules;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Map;

/**
 * Names in the letters, digits and hyphens of ASCII: what a login name or an address can be made of.
 *
 * <p>Letters of Latin alphabets are written as passports have them in the lines that machines read (ICAO Doc 9303, part 3), where that
 * knows more than one way the one that keeps them apart; of all others the accents go. What is no letter, digit or hyphen then is left
 * out, such as the space of De Morgan and the apostrophe of O'Brien.
 */
final class PlainLetters {
    /** Any script to Latin letters, then to plain ones. */
    private static final Transliterator TO_ASCII = Transliterator.getInstance("Any-Latin; Latin-ASCII");

    private static final int LAST_OF_ASCII = 0x7F;

    /** Of letters with a way of their own. */
    private static final Map<Integer, String> OWN = Map.ofEntries(
            own('ä', "ae"),
            own('å', "aa"),
            own('æ', "ae"),
            own('ð', "d"),
            own('đ', "d"),
            own('ħ', "h"),
            own('ı', "i"),
            own('ĳ', "ij"),
            own('ł', "l"),
            own('ŋ', "n"),
            own('ö', "oe"),
            own('ø', "oe"),
            own('œ', "oe"),
            own('ß', "ss"),
            own('þ', "th"),
            own('ŧ', "t"),
            own('ü', "ue"),
            own('Ä', "Ae"),
            own('Å', "Aa"),
            own('Æ', "Ae"),
            own('Ð', "D"),
            own('Đ', "D"),
            own('Ħ', "H"),
            own('Ĳ', "Ij"),
            own('Ł', "L"),
            own('Ŋ', "N"),
            own('Ö', "Oe"),
            own('Ø', "Oe"),
            own('Œ', "Oe"),
            own('ẞ', "Ss"),
            own('Þ', "Th"),
            own('Ŧ', "T"),
            own('Ü', "Ue"));

    private PlainLetters() {}

    private static Map.Entry<Integer, String> own(char letter, String plain) {
        return Map.entry((int) letter, plain);
    }

    /** Any script in plain Latin letters, with whatever is between them. */
    static String transliterate(String text) {
        return TO_ASCII.transliterate(text);
    }

    /** The same by the practice of passports, without what is between them. */
    static String ascii(String text) {
        var spelled = new StringBuilder();
        // A letter may be written as one without its accent, and the accent behind it.
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(letter -> {
            var plain = OWN.get(letter);
            if (plain == null) {
                spelled.appendCodePoint(letter);
            } else {
                spelled.append(plain);
            }
        });
        var kept = new StringBuilder();
        plain(spelled.toString()).chars().filter(PlainLetters::isKept).forEach(letter -> kept.append((char) letter));
        return kept.toString();
    }

    /** Most names are plain by now, and to look them up costs more than all else that is done for a name. */
    private static String plain(String text) {
        return text.chars().allMatch(letter -> letter <= LAST_OF_ASCII) ? text : transliterate(text);
    }

    private static boolean isKept(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '-';
    }
}
