package dev.usher.bench.feed;

import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Sanity;
import dev.usher.source.Feed;
import dev.usher.source.SourceTerms;
import dev.usher.source.csv.CsvFeed;
import dev.usher.source.csv.CsvTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file of people who are made up, with what a personnel department knows of them. */
record Roster(Path file, int people) {
    private static final String HEADER = "number,login,first,last,mail,dept,title,site,country,boss,state,begins";
    private static final List<FieldTerms> FIELDS = List.of(
            field("userName", "login"),
            field("externalId", "number"),
            field("name.given", "first"),
            field("name.family", "last"),
            field("email", "mail"),
            field("department", "dept"),
            field("title", "title"),
            field("location", "site"),
            field("country", "country"),
            field("manager", "boss"),
            new FieldTerms("status", "state", Map.of("A", "Active", "T", "Terminated"), Optional.empty()),
            field("startTime", "begins"));
    private static final int TEAM = 10;
    private static final int DEPARTMENTS = 40;

    private static FieldTerms field(String to, String from) {
        return new FieldTerms(to, from, Map.of(), Optional.empty());
    }

    /** Writes it below a directory. */
    static Roster write(Path directory, int people) throws IOException {
        var file = directory.resolve("people-" + people + ".csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (var number = 0; number < people; number++) {
                out.write('\n' + String.join(",", record(number)));
            }
            out.write('\n');
        }
        return new Roster(file, people);
    }

    private static List<String> record(int number) {
        var login = login(number);
        return List.of(
                key(number),
                login,
                "Person",
                "Number " + number,
                login + "@example.com",
                department(number),
                "Analyst",
                "London",
                "GB",
                number == 0 ? "" : key(number / TEAM),
                "A",
                "2024-01-08");
    }

    static String key(int number) {
        return Integer.toString(1_000_000 + number);
    }

    static String login(int number) {
        return "person-%06d".formatted(number);
    }

    static String department(int number) {
        return "Department " + number % DEPARTMENTS;
    }

    /** Whoever leads whom a number stands for. */
    static int boss(int number) {
        return number / TEAM;
    }

    Feed feed() {
        return new CsvFeed(
                () -> Files.newInputStream(file),
                new CsvTerms(
                        Optional.empty(),
                        CsvTerms.Encoding.UTF_8,
                        Optional.empty(),
                        FIELDS.stream().map(FieldTerms::from).toList(),
                        "number",
                        CsvTerms.Limits.DEFAULT));
    }

    static SourceTerms terms() {
        return new SourceTerms(
                new Drafting("number", FIELDS),
                List.of("email", "userName"),
                Sanity.STANDARD,
                false,
                Set.of(),
                Set.of(),
                "alone");
    }
}
