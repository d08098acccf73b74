package dev.usher.demo;

import dev.usher.demo.Act.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is played. */
final class Script {

    private static final String GRACE = "grace.hopper";

    private static final String EDGAR = "edgar.codd";

    private Script() {}

    /**
     * All of it.
     *
     * @param directory how the directory is declared, where there is one
     * @param database how the database is declared, where there is one
     */
    static List<Act> acts(Command samples, Path checkout, Optional<Command> directory, Optional<Command> database) {
        return Stream.of(
                        Stream.of(samples(samples)),
                        file(new HrFile(checkout)),
                        directory.stream().map(Script::directory),
                        database.stream().flatMap(Script::database))
                .flatMap(acts -> acts)
                .toList();
    }

    private static Stream<Act> database(Command command) {
        return Stream.of(
                new Act(
                        "DATABASE",
                        "A database is declared, and Edgar Codd, by hand: he can log in there, and reads.",
                        command,
                        edgar("Active", Account.enabled("readers"))),
                new Act(
                        "DATABASE-MOVER",
                        "Edgar writes from now on: he is put in another group of the database.",
                        Command.patch(
                                Samples.NAMESPACE, EDGAR, "{\"spec\":{\"roles\":[{\"name\":\"database-writer\"}]}}"),
                        edgar("Active", Account.enabled("writers"))),
                new Act(
                        "DATABASE-LEAVER",
                        "Edgar leaves: the database does not let him in any more.",
                        Command.patch(
                                Samples.NAMESPACE,
                                EDGAR,
                                "{\"spec\":{\"employments\":[{\"id\":\"main\",\"status\":\"Terminated\"}]}}"),
                        edgar("Departed", Account.disabled())));
    }

    private static List<Person> edgar(String state, Account database) {
        return List.of(new Person(EDGAR, state, Map.of("database", database)));
    }

    private static Act directory(Command command) {
        var ada = new Person(
                "ada.lovelace",
                "Active",
                Map.of(
                        "wiki", Account.enabled("analysts"),
                        "chat", Account.enabled("everyone"),
                        "directory", Account.enabled("staff")));
        return new Act(
                "DIRECTORY",
                "A directory that speaks LDAP is declared, for research: Ada gets an entry and is in a group.",
                command,
                List.of(ada));
    }

    private static Act samples(Command command) {
        var ada = new Person(
                "ada.lovelace",
                "Active",
                Map.of("wiki", Account.enabled("analysts"), "chat", Account.enabled("everyone")));
        var charles = new Person(
                "charles.babbage",
                "Active",
                Map.of("wiki", Account.enabled("engineers"), "chat", Account.enabled("builders", "everyone")));
        return new Act(
                "SAMPLES",
                "Two apps are declared, who has what there, and a source: the file of the personnel department has two people.",
                command,
                List.of(ada, charles));
    }

    private static Stream<Act> file(HrFile hr) {
        return Stream.of(
                edit(
                        hr,
                        "hr.yaml",
                        "hr-hired.yaml",
                        "JOINER",
                        "Grace Hopper is hired, for research: she gets her accounts.",
                        grace("Active", Account.enabled("analysts"), Account.enabled("everyone"))),
                edit(
                        hr,
                        "hr-hired.yaml",
                        "hr-moved.yaml",
                        "MOVER",
                        "Grace becomes an engineer: new groups come, the old one goes.",
                        grace("Active", Account.enabled("engineers"), Account.enabled("builders", "everyone"))),
                edit(
                        hr,
                        "hr-moved.yaml",
                        "hr-left.yaml",
                        "LEAVER",
                        "Grace leaves: her accounts are disabled and lose every group.",
                        grace("Departed", Account.disabled(), Account.disabled())));
    }

    private static Act edit(HrFile hr, String before, String after, String name, String story, List<Person> people) {
        return new Act(name, story, hr.apply(after), hr.edit(before, after), people);
    }

    private static List<Person> grace(String state, Account wiki, Account chat) {
        return List.of(new Person(GRACE, state, Map.of("wiki", wiki, "chat", chat)));
    }
}
