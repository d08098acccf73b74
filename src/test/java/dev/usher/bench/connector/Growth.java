package dev.usher.bench.connector;

/**
 * What is in use when there are few, and when there are many.
 *
 * @param few how many there are
 * @param withFew the bytes that are in use then
 */
public record Growth(int few, long withFew, int many, long withMany) {
    /** How many bytes each one more takes; nothing where less is in use. */
    public double each() {
        return Math.max(0, withMany - withFew) / (double) (many - few);
    }

    /** The same beside what the text takes that is being read. */
    Growth without(long textOfFew, long textOfMany) {
        return new Growth(few, withFew - textOfFew, many, withMany - textOfMany);
    }
}
