package dev.usher.net.web;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as one path segment or one query value (RFC 3986 sections 2.1 and 2.3): all but unreserved characters escaped. */
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(.*[/\\\\])?\\.{1,2}([/\\\\].*)?", Pattern.DOTALL);

    private PercentEncoding() {}

    public static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (unit & 0xff);
            if (isUnreserved(character)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return encoded.toString();
    }

    /**
     * Whether a text stays one segment wherever it is decoded, and however often on the way to the app: dot segments mean another place even when escaped (RFC 3986
     * section 6.2.2.2), and half a surrogate pair would be sent as another text.
     */
    public static boolean isOneSegment(String text) {
        if (isPlain(text)) {
            return true;
        }
        var decoded = ESCAPE.matcher(text).replaceAll(PercentEncoding::decodeEscape);
        return !DOT_SEGMENT.matcher(text).matches()
                && text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(text))
                && (decoded.equals(text) || isOneSegment(decoded));
    }

    /** Bytes beyond ASCII lead nowhere, whatever they are together. */
    private static String decodeEscape(MatchResult escape) {
        var character = (char) HexFormat.fromHexDigits(escape.group(1));
        return Matcher.quoteReplacement(character < 0x80 ? String.valueOf(character) : "x");
    }

    /** As ids mostly are, of which a group may show thousands at a time. */
    private static boolean isPlain(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (!isUnreserved(text.charAt(at))) {
                return false;
            }
        }
        return !text.equals(".") && !text.equals("..");
    }

    /** One spelling for paths that are equal (RFC 3986 sections 6.2.2.1 and 6.2.2.2). */
    public static String normalize(String rawPath) {
        return ESCAPE.matcher(rawPath).replaceAll(PercentEncoding::normalizeEscape);
    }

    private static String normalizeEscape(MatchResult escape) {
        var character = (char) HexFormat.fromHexDigits(escape.group(1));
        return isUnreserved(character)
                ? String.valueOf(character)
                : escape.group().toUpperCase(Locale.ROOT);
    }

    private static boolean isUnreserved(char character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
    }
}
