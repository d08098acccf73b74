package dev.usher.domain.access;

import dev.usher.domain.person.Career;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
