package dev.usher.net.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers in which a key may be sent, such as X-Api-Key. */
public final class KeyHeader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    /** What a server takes for something else than a key, or what is ours to say. */
    private static final Set<String> TAKEN = Set.of(
            "accept",
            "authorization",
            "connection",
            "cookie",
            "cookie2",
            "date",
            "expect",
            "forwarded",
            "from",
            "host",
            "keep-alive",
            "origin",
            "prefer",
            "range",
            "referer",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via",
            "x-correlation-id",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    private static final List<String> TAKEN_BEGINNINGS =
            List.of("accept-", "access-control-", "content-", "if-", "proxy-", "sec-", "x-forwarded-");

    private KeyHeader() {}

    /** Whether it is the name of a header at all: at most 64 letters, digits, '-' and '_'. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether it means something else. */
    public static boolean isTaken(String name) {
        var small = name.toLowerCase(Locale.ROOT);
        return TAKEN.contains(small) || TAKEN_BEGINNINGS.stream().anyMatch(small::startsWith);
    }
}
