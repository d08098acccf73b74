package dev.usher.connector;

/**
 * Something wrong with the settings, found without asking the app.
 *
 * @param field the path below the connector's block
 * @param advice what to do about it
 * @param newer whether it may be right in a newer version of the connector
 */
public record Problem(String field, String advice, boolean newer) {
    public Problem(String field, String advice) {
        this(field, advice, false);
    }

    /** That this version does not know it. */
    public static Problem newer(String field, String advice) {
        return new Problem(field, advice, true);
    }

    /** The same below a block. */
    public Problem in(String block) {
        return new Problem(block + "." + field, advice, newer);
    }
}
