package dev.usher.domain.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a record makes of a user.
 *
 * @param key by which the source knows the person for ever
 * @param life what it says of whether they work here: by the paths of those {@link Target targets} that are {@linkplain Target#isOfLife of it}
 * @param attributes everything else, by path; what the record has no value for is not there, and is taken from the user
 * @param refusals why some of it is not applied: of a record with one about an attribute, only the life is
 */
public record Draft(
        long place,
        String key,
        SortedMap<String, String> life,
        SortedMap<String, String> attributes,
        List<Refusal> refusals) {
    public Draft {
        life = new TreeMap<>(life);
        attributes = new TreeMap<>(attributes);
        refusals = List.copyOf(refusals);
    }

    /** Whether all of it is to be applied; otherwise values that were there before stay, since one of them cannot be read. */
    public boolean isWhole() {
        return refusals.isEmpty();
    }

    /** Whether by this record they work at that moment. */
    public Work work(Instant now) {
        return Work.of(life, now);
    }

    /** What is said of somebody who is there: the key of the person is said once, when they are made. */
    public SortedMap<String, String> description() {
        var said = new TreeMap<>(attributes);
        said.remove(Target.EXTERNAL_ID.path());
        return said;
    }

    /** The same with another life. */
    public Draft living(SortedMap<String, String> other) {
        return new Draft(place, key, other, attributes, refusals);
    }

    /** The same with other attributes. */
    public Draft withAttributes(Map<String, String> others) {
        return new Draft(place, key, life, new TreeMap<>(others), refusals);
    }

    /** The same with one more reason why its attributes are not applied. */
    public Draft refusing(Refusal refusal) {
        return new Draft(
                place,
                key,
                life,
                attributes,
                Stream.concat(refusals.stream(), Stream.of(refusal)).toList());
    }
}
