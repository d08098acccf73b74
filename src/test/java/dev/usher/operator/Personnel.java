package dev.usher.operator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who works somewhere, as the personnel department says it to a source. */
sealed interface Personnel {
    Company company();

    /** How each of them is said to be read, as YAML below spec. */
    String source();

    /** Says this from now on. */
    void says(List<Map<String, String>> everybody);

    /** What the department serves is read from now on. */
    default void isRead() {
        company().apply("UserSource", "hr", source());
    }

    /** Waits until a run came to this. */
    default void awaits(String reason) {
        new HrSource(company()).awaitReason(reason);
    }

    /** A file in a ConfigMap. */
    record InAFile(Company company) implements Personnel {
        private static final List<String> COLUMNS = List.of("number", "login", "mail", "place", "dept", "state");

        @Override
        public String source() {
            return """
                    csv: {configMap: {name: hr, key: people.csv}}
                    everySeconds: 5
                    key: number
                    fields:
                    - {to: externalId, from: number}
                    - {to: userName, from: login}
                    - {to: email, from: mail}
                    - {to: location, from: place}
                    - {to: department, from: dept}
                    - {to: status, from: state, words: {A: Active, T: Terminated}}
                    """;
        }

        @Override
        public void says(List<Map<String, String>> everybody) {
            writes(String.join(",", COLUMNS) + "\n"
                    + everybody.stream()
                            .map(record -> COLUMNS.stream()
                                            .map(column -> record.getOrDefault(column, ""))
                                            .collect(Collectors.joining(","))
                                    + "\n")
                            .collect(Collectors.joining()));
        }

        void writes(String text) {
            company.file("hr", "people.csv", text);
        }
    }

    /** An interface of JSON, in pages of eight. */
    record AtAnInterface(Company company, HrService service) implements Personnel {
        static AtAnInterface of(Company company) {
            var service = new HrService();
            company.closesAtTheEnd(service);
            company.secret("hr", "127.0.0.1", HrService.TOKEN);
            return new AtAnInterface(company, service);
        }

        @Override
        public String source() {
            return source("offset: {offset: {query: offset}, size: {query: limit, most: 8}}");
        }

        String source(String pagination) {
            return """
                    http:
                      url: %s
                      auth: {bearer: {secretRef: {name: hr, key: token}}}
                      records: /people
                      pagination: {%s}
                    everySeconds: %d
                    key: /number
                    fields:
                    - {to: externalId, from: /number}
                    - {to: userName, from: /login}
                    - {to: email, from: /mail}
                    - {to: location, from: /place}
                    - {to: department, from: /dept}
                    - {to: status, from: /state, words: {A: Active, T: Terminated}}
                    """.formatted(service.people(), pagination, 60 + service.asked());
        }

        @Override
        public void says(List<Map<String, String>> everybody) {
            service.says(everybody);
        }
    }

    /** Somebody who works in London, and nothing that is special about them. */
    static Map<String, String> record(String number, String login) {
        return Map.of(
                "number",
                number,
                "login",
                login,
                "mail",
                login + "@example.com",
                "place",
                "London",
                "dept",
                "Computing",
                "state",
                "A");
    }

    static String value(Map<String, String> record, String column) {
        return record.getOrDefault(column, "");
    }

    /** A record with other values. */
    static Map<String, String> with(Map<String, String> record, String column, String value) {
        var changed = new TreeMap<>(record);
        changed.put(column, value);
        return Map.copyOf(changed);
    }
}
