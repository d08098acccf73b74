package dev.usher.domain.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A user of whom a source may speak, as they are now.
 *
 * @param name of the resource
 * @param uid of the resource, so that nothing is said of another one of that name
 * @param standing whether there is anything left to say of them
 * @param key by which the source knows them; empty where it said nothing of them before
 * @param life what the source's own employment says, by path
 * @param values of the user, by path
 * @param lifeStamp what the source said last of whether they work here
 * @param stamp what it said last of all else
 * @param missed in how many complete runs in a row it did not list them, as it is noted beside them
 * @param answer what somebody said to a question about their name
 * @param isForgotten whether a word stands for their name, since their data was taken out; they may have come back since
 */
public record Person(
        String name,
        String uid,
        Standing standing,
        Optional<String> key,
        Map<String, String> life,
        Map<String, String> values,
        Optional<Stamp> lifeStamp,
        Optional<Stamp> stamp,
        Optional<Missed> missed,
        Optional<String> answer,
        boolean isForgotten) {
    /** Whether somebody is of this company yet. */
    public enum Standing {
        HERE,
        DEPARTED,
        /** They departed, and their personal data was taken out of the resource: it must not come back. */
        FORGOTTEN
    }

    public Person {
        life = Map.copyOf(life);
        values = Map.copyOf(values);
    }

    /** One to whom no question was answered. */
    public Person(
            String name,
            String uid,
            Standing standing,
            Optional<String> key,
            Map<String, String> life,
            Map<String, String> values,
            Optional<Stamp> lifeStamp,
            Optional<Stamp> stamp) {
        this(name, uid, standing, key, life, values, lifeStamp, stamp, Optional.empty(), Optional.empty(), false);
    }

    /** Whether they work by what the source said; of whom it said nothing, whether they have not departed. */
    public Work work(Instant now) {
        return key.isEmpty() && standing != Standing.HERE ? Work.OVER : Work.of(life, now);
    }

    /** Whether they left and the record says so, too: whatever else it says is of no use any more. */
    public boolean isGone(Draft draft, Standing at, Instant now) {
        return standing.compareTo(at) >= 0 && draft.work(now) == Work.OVER;
    }

    /** Whether nothing has to be said of whether they work here: no note alone can keep somebody from being ended. */
    public boolean isLifeAs(Draft draft, Stamp said, Instant now) {
        return isGone(draft, Standing.FORGOTTEN, now)
                || (life.equals(draft.life())
                        && lifeStamp
                                .filter(then -> then.digest().equals(said.digest()))
                                .isPresent());
    }

    /** Whether nothing has to be said of all else. */
    public boolean isAs(Draft draft, Stamp said, Instant now) {
        return isGone(draft, Standing.DEPARTED, now)
                || stamp.filter(then -> then.stands(said, draft.description(), values))
                        .isPresent();
    }

    /**
     * Whether a value that is there would be another one, or none, but for those that are left to others.
     *
     * @param spoken the paths of which the source speaks
     */
    public boolean wouldChange(Draft draft, Set<String> spoken) {
        var left = left();
        var said = draft.description();
        return values.entrySet().stream()
                .filter(there -> spoken.contains(there.getKey()) && !left.contains(there.getKey()))
                .anyMatch(there -> !there.getValue().equals(said.get(there.getKey())));
    }

    /** What is said of somebody whom the source lists no more: that it is over, and nothing else. */
    public Optional<Draft> missing() {
        return key.map(known -> {
            var over = new TreeMap<>(Map.of(Target.STATUS.path(), Words.MISSING));
            Optional.ofNullable(life.get(Target.START_TIME.path()))
                    .ifPresent(start -> over.put(Target.START_TIME.path(), start));
            return new Draft(0, known, over, new TreeMap<>(), List.of());
        });
    }

    /** What the last run left to others. */
    public Set<String> left() {
        return stamp.map(Stamp::left).orElse(Set.of());
    }
}
