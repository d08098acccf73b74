package dev.usher.domain.access;

import dev.usher.domain.person.Career;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** One generated question. */
record Case(Company company, Person person, Surroundings around, Asked asked, Memory memory) {
    Resolution resolve() {
        return resolve(asked, memory, Question.NOW);
    }

    Resolution resolve(Asked roles, Memory known, Instant now) {
        return Resolver.resolve(person, around, roles, company.access(), known, now);
    }

    /** The same with employments and their leaves in another order, the person's behind it too. */
    Case shuffled(Random random) {
        var other = new Person(
                person.namespace(),
                person.name(),
                person.type(),
                person.identity(),
                person.profile(),
                stirred(person.employments(), random),
                person.workday(),
                person.pause(),
                person.created());
        var main = around.main() instanceof Main.Of of
                ? new Main.Of(
                        of.person(),
                        of.alias(),
                        new Career(
                                stirred(of.career().declared(), random),
                                mixed(of.career().remembered(), random),
                                of.career().workday(),
                                of.career().departedAt()))
                : around.main();
        return new Case(
                company,
                other,
                new Surroundings(
                        around.duties(),
                        main,
                        around.manager(),
                        around.owners(),
                        around.taken(),
                        around.forget(),
                        around.dataIsBack(),
                        around.longAbsence()),
                asked,
                new Memory(
                        memory.person(),
                        memory.roles(),
                        memory.assignments(),
                        mixed(memory.employments(), random),
                        memory.awayAt(),
                        memory.departedAt(),
                        memory.purgedAt(),
                        memory.forgottenAt(),
                        memory.accounts(),
                        memory.unassigned(),
                        memory.owed()));
    }

    /** The same with roles, and all that is said and remembered of them, in another order and assignments named twice. */
    Case withRolesShuffled(Random random) {
        var twice = new ArrayList<>(asked.assignments());
        twice.addAll(asked.assignments());
        var roles = new LinkedHashMap<RoleKey, Held>();
        mixed(List.copyOf(memory.roles().keySet()), random)
                .forEach(role -> roles.put(
                        role,
                        new Held(mixed(
                                Objects.requireNonNull(memory.roles().get(role)).causes(), random))));
        return new Case(
                company.mixed(random),
                person,
                around,
                new Asked(mixed(twice, random), mixed(asked.elsewhere(), random)),
                remembering(roles, memory));
    }

    /** The same memory with other roles. */
    static Memory remembering(Map<RoleKey, Held> roles, Memory memory) {
        return new Memory(
                memory.person(),
                roles,
                memory.assignments(),
                memory.employments(),
                memory.awayAt(),
                memory.departedAt(),
                memory.purgedAt(),
                memory.forgottenAt(),
                memory.accounts(),
                memory.unassigned(),
                memory.owed());
    }

    private static List<Employment> stirred(List<Employment> employments, Random random) {
        return mixed(employments, random).stream()
                .map(entry -> new Employment(
                        entry.id(),
                        entry.status(),
                        entry.start(),
                        entry.end(),
                        mixed(entry.leaves(), random),
                        entry.primary(),
                        entry.confidential(),
                        entry.attributes()))
                .toList();
    }

    static <T> List<T> mixed(List<T> some, Random random) {
        var others = new ArrayList<>(some);
        Collections.shuffle(others, random);
        return others;
    }
}
