package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Person.Standing;
import dev.usher.domain.feed.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users in memory, and a log of what was written. */
final class FakePeople implements People, Population {
    private final Map<String, Person> users = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private final Map<String, Set<String>> others = new HashMap<>();
    private Optional<Answer> answers = Optional.empty();
    private boolean isSeen = true;

    /** Somebody whom no source made. */
    void has(String name, Map<String, String> values) {
        users.put(
                name,
                new Person(
                        name,
                        "uid of " + name,
                        Standing.HERE,
                        Optional.empty(),
                        Map.of(),
                        values,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        isForgotten(values)));
    }

    /** Somebody makes another user of one, with all that is noted of them. */
    void copies(String login, String name) {
        var now = of(login);
        users.put(
                name,
                new Person(
                        name,
                        "uid of " + name,
                        now.standing(),
                        now.key(),
                        now.life(),
                        now.values(),
                        now.lifeStamp(),
                        now.stamp(),
                        now.missed(),
                        now.answer(),
                        now.isForgotten()));
    }

    /** Whether what is written is seen in time. */
    void shows(boolean inTime) {
        isSeen = inTime;
    }

    /** Somebody else has written these. */
    void holds(String name, String... paths) {
        others.put(name, Set.of(paths));
    }

    /** Somebody else writes these, by force. */
    void edits(String login, Map<String, String> values) {
        var now = of(login);
        var all = new HashMap<>(now.values());
        all.putAll(values);
        puts(now, now.standing(), all, now.missed(), now.answer());
    }

    /** Somebody says this to a question about a name. */
    void answers(String login, String answer) {
        var now = of(login);
        puts(now, now.standing(), now.values(), now.missed(), Optional.of(answer));
    }

    /** Whether nobody but the user of this resource has a name. */
    synchronized boolean isFree(String name, String resource) {
        return users.values().stream()
                .filter(person -> !person.name().equals(resource))
                .flatMap(person -> Stream.of("userName", "email")
                        .flatMap(path -> Optional.ofNullable(person.values().get(path)).stream()))
                .noneMatch(name::equalsIgnoreCase);
    }

    void clear() {
        users.clear();
    }

    synchronized List<String> inOrder() {
        return List.copyOf(log);
    }

    /** Every write is answered so from now on. */
    void answers(Answer answer) {
        answers = Optional.of(answer);
    }

    void answersAsUsual() {
        answers = Optional.empty();
    }

    void stands(String login, Standing standing) {
        var now = of(login);
        puts(now, standing, now.values(), now.missed(), now.answer());
    }

    Person of(String login) {
        return users.values().stream()
                .filter(person -> login.equals(person.values().get("userName")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is " + login));
    }

    Set<String> logins() {
        return users.values().stream()
                .map(person -> person.values().getOrDefault("userName", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    synchronized List<String> log() {
        return log.stream().sorted().toList();
    }

    synchronized void forgetLog() {
        log.clear();
    }

    @Override
    public synchronized Answer create(SourceId source, String name, Draft draft, Stamp life, Stamp rest) {
        log.add("create " + draft.key());
        return answers.orElseGet(() -> {
            store(
                    name,
                    Optional.of(draft.key()),
                    draft.life(),
                    draft.attributes(),
                    Optional.of(life),
                    Optional.of(rest));
            return new Answer.Done(Set.of(), 1);
        });
    }

    @Override
    public synchronized Answer live(SourceId source, Person person, Draft draft, Stamp stamp) {
        log.add("live " + draft.key());
        return answers.orElseGet(() -> {
            store(
                    person.name(),
                    Optional.of(draft.key()),
                    draft.life(),
                    person.values(),
                    Optional.of(stamp),
                    person.stamp());
            return new Answer.Done(Set.of(), 1);
        });
    }

    @Override
    public synchronized Answer describe(SourceId source, Person person, Draft draft, Stamp stamp) {
        log.add("describe " + draft.key());
        return answers.orElseGet(() -> {
            var left = new HashSet<>(others.getOrDefault(person.name(), Set.of()));
            left.retainAll(draft.description().keySet());
            var now = Optional.ofNullable(users.get(person.name())).orElse(person);
            var values = new HashMap<>(now.values());
            draft.description().forEach((path, value) -> {
                if (!left.contains(path)) {
                    values.put(path, value);
                }
            });
            store(person.name(), now.key(), now.life(), values, now.lifeStamp(), Optional.of(stamp.leaving(left)));
            return new Answer.Done(left, 2);
        });
    }

    private void puts(
            Person now,
            Standing standing,
            Map<String, String> values,
            Optional<Missed> missed,
            Optional<String> answer) {
        users.put(
                now.name(),
                new Person(
                        now.name(),
                        now.uid(),
                        standing,
                        now.key(),
                        now.life(),
                        values,
                        now.lifeStamp(),
                        now.stamp(),
                        missed,
                        answer,
                        isForgotten(values)));
    }

    private static boolean isForgotten(Map<String, String> values) {
        return values.getOrDefault("userName", "").startsWith("forgotten-");
    }

    @Override
    public synchronized Answer miss(SourceId source, Person person, Optional<Missed> note) {
        log.add("miss " + person.key().orElse("") + " "
                + note.map(Missed::times).orElse(0));
        return answers.orElseGet(() -> {
            var now = Optional.ofNullable(users.get(person.name())).orElse(person);
            puts(now, now.standing(), now.values(), note, now.answer());
            return new Answer.Done(Set.of(), 1);
        });
    }

    private void store(
            String name,
            Optional<String> key,
            Map<String, String> life,
            Map<String, String> values,
            Optional<Stamp> lifeStamp,
            Optional<Stamp> stamp) {
        var answer = Optional.ofNullable(users.get(name)).flatMap(Person::answer);
        users.put(
                name,
                new Person(
                        name,
                        "uid of " + name,
                        Standing.HERE,
                        key,
                        life,
                        values,
                        lifeStamp,
                        stamp,
                        Optional.ofNullable(users.get(name)).flatMap(Person::missed),
                        answer,
                        isForgotten(values)));
    }

    @Override
    public void awaitKnown(SourceId source, Set<String> names) {
        // They are known at once.
    }

    @Override
    public boolean awaitSeen(SourceId source, Map<String, Long> generations) {
        return isSeen;
    }

    @Override
    public synchronized Map<String, String> values(SourceId source, String name) {
        return Optional.ofNullable(users.get(name))
                .filter(person -> person.standing() == Standing.HERE)
                .map(Person::values)
                .orElse(Map.of());
    }

    @Override
    public Register register(SourceId source) {
        var now = Map.copyOf(users);
        return new Register() {
            @Override
            public Set<String> ofKey(String key) {
                return now.values().stream()
                        .filter(person -> person.key().equals(Optional.of(key)))
                        .map(Person::name)
                        .collect(Collectors.toUnmodifiableSet());
            }

            @Override
            public Set<String> keys(String name) {
                return named(name).flatMap(Person::key).map(Set::of).orElse(Set.of());
            }

            // Of whom it spoke by another key nothing is said by this one.
            @Override
            public Optional<Person> named(String name, String key) {
                return named(name)
                        .map(person -> person.key().filter(key::equals).isPresent()
                                ? person
                                : new Person(
                                        name,
                                        person.uid(),
                                        person.standing(),
                                        Optional.empty(),
                                        Map.of(),
                                        person.values(),
                                        person.lifeStamp(),
                                        person.stamp(),
                                        person.missed(),
                                        person.answer(),
                                        person.isForgotten()));
            }

            @Override
            public Set<String> having(String path, String value) {
                return now.values().stream()
                        .filter(person -> value.equalsIgnoreCase(person.values().get(path)))
                        .map(Person::name)
                        .collect(Collectors.toUnmodifiableSet());
            }

            @Override
            public Optional<Person> named(String name) {
                return Optional.ofNullable(now.get(name));
            }

            @Override
            public Stream<Person> known() {
                return now.values().stream()
                        .filter(person ->
                                person.key().isPresent() || person.stamp().isPresent());
            }
        };
    }
}
