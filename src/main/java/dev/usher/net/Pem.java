package dev.usher.net;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One block of a file in PEM (RFC 7468), such as a certificate or a key.
 *
 * @param label what it says to be, such as {@code CERTIFICATE}
 * @param body what stands between its first line and its last one
 */
record Pem(String label, String body) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The blocks of a text in their order; what stands between them is passed over, and what has no end ends it. */
    static List<Pem> blocks(String text) {
        List<Pem> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int named = begin + BEGIN.length();
            int from = text.indexOf(DASHES, named);
            int until = from < 0 ? -1 : text.indexOf(END, from);
            if (until < 0) {
                break;
            }
            blocks.add(new Pem(text.substring(named, from), text.substring(from + DASHES.length(), until)));
            begin = text.indexOf(BEGIN, until);
        }
        return blocks;
    }

    /** What it holds; empty where that is no Base64. */
    Optional<byte[]> content() {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** It may be a key. */
    @Override
    public String toString() {
        return label;
    }
}
