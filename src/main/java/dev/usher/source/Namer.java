package dev.usher.source;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Stamp;
import dev.usher.domain.feed.Target;
import dev.usher.source.Names.Wanting;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Names the people of a run of whom its records do not say how they are called. */
final class Namer {
    /** What the records are asked about for. */
    enum Pass {
        /** Who works here no more; nobody is named for that. */
        ENDS,
        /** What would be done: names are looked for, and nobody's. */
        COUNTS,
        /** What is done: names are claimed. */
        APPLIES
    }

    private static final Wanting NOBODY = new Wanting("", Optional.empty());

    private final SourceId source;
    private final Naming naming;
    private final Names.Known known;
    private final Claims claims;
    private final Digests digests;
    private final InstantSource clock;
    private final Map<String, Set<String>> claimed = new ConcurrentHashMap<>();
    private final Map<List<String>, Integer> counted = new HashMap<>();
    private Claims looked;
    private Pass pass = Pass.ENDS;

    Namer(SourceId source, Naming naming, Surroundings around) {
        this.source = source;
        this.naming = naming;
        this.known = naming.isNone() ? Names.NONE.of(source) : around.names().of(source);
        this.claims = around.claims();
        this.digests = around.digests();
        this.clock = around.clock();
        this.looked = new Claims(clock);
    }

    /** What comes of it. */
    sealed interface Answer {
        /**
         * The record with the names in it.
         *
         * @param asked whether they may have another name, as the question is told from others; empty where that is no question
         */
        record Named(Draft draft, Optional<String> asked) implements Answer {}

        record Refused(Refusal why) implements Answer {}
    }

    /** The records begin anew. */
    void begins(Pass next) {
        pass = next;
        looked = new Claims(clock);
        counted.clear();
    }

    /**
     * Names one person.
     *
     * @param person who is there; empty where they are new
     * @param said what the record says, but for names
     */
    Answer of(Draft draft, String resource, Optional<Person> person, Stamp said) {
        if (pass == Pass.ENDS || naming.isNone()) {
            return new Answer.Named(draft, Optional.empty());
        }
        var isNews = person.flatMap(Person::stamp)
                .filter(then -> !then.digest().equals(said.digest()))
                .isPresent();
        return new Choosing(naming, this, draft, who(draft, resource, person), person, isNews).answer();
    }

    private static Wanting who(Draft draft, String resource, Optional<Person> person) {
        var path = Target.EXTERNAL_ID.path();
        return new Wanting(
                resource,
                person.flatMap(there -> Optional.ofNullable(there.values().get(path)))
                        .or(() -> Optional.ofNullable(draft.attributes().get(path))));
    }

    /** Takes a name that is free; false where it is not. */
    boolean takes(String name, Wanting who) {
        var owner = owner(who.resource());
        if (pass != Pass.APPLIES) {
            return isOpen(name, who) && looked.take(name, owner);
        }
        // Whoever has it by now was seen by nobody before it was claimed: so it is asked for after that.
        if (!claims.take(name, owner)) {
            return false;
        }
        if (!known.isFree(name, who)) {
            claims.release(name, owner);
            return false;
        }
        claimed.computeIfAbsent(owner, any -> ConcurrentHashMap.newKeySet()).add(name);
        return true;
    }

    /** Whether somebody could take it. */
    boolean isOpen(String name, Wanting who) {
        var owner = owner(who.resource());
        return claims.isOpen(name, owner) && looked.isOpen(name, owner) && known.isFree(name, who);
    }

    /** Gives back a name that was taken. */
    void releases(String name, Wanting who) {
        var owner = owner(who.resource());
        looked.release(name, owner);
        claims.release(name, owner);
        Optional.ofNullable(claimed.get(owner)).ifPresent(names -> names.remove(name));
    }

    /** Gives back whatever was taken for a user of whom nothing was written. */
    void releases(String resource) {
        var owner = owner(resource);
        Optional.ofNullable(claimed.remove(owner))
                .ifPresent(names -> names.forEach(name -> claims.release(name, owner)));
    }

    /** Everything is written: what can be seen by now need not be claimed any longer. */
    void ends() {
        claimed.forEach((owner, names) -> names.stream()
                .filter(name -> !known.isFree(name, NOBODY))
                .forEach(name -> claims.release(name, owner)));
        claimed.clear();
        claims.sweep();
    }

    private String owner(String resource) {
        return source.namespace() + "/" + resource;
    }

    /** The first number that nobody of this run was given yet with a name that is made of these. */
    int countsFrom(List<String> made) {
        return counted.getOrDefault(made, Choosing.FIRST);
    }

    void counted(List<String> made, int next) {
        counted.put(made, next);
    }

    /** By which a question about a name is told from all others: another name of the person is another question. */
    String question(Draft draft) {
        return digests.pseudonym(Stream.concat(
                        Stream.of("name", source.toString(), draft.key()),
                        naming.reads().stream()
                                .sorted()
                                .flatMap(path ->
                                        Stream.of(path, draft.attributes().getOrDefault(path, ""))))
                .toArray(String[]::new));
    }
}
