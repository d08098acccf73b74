package dev.usher.bench.budget;

import java.util.List;
import java.util.stream.IntStream;

/** People who are made up, as a feed would declare them. */
final class People {
    private People() {}

    static List<String> named(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "%s-%06d".formatted(prefix, number))
                .toList();
    }

    static String display(String name) {
        return "Person " + name;
    }

    /** The resource of a person who has the one role; {@code more} is JSON of further fields, each after a comma. */
    static String json(String namespace, String name, String more) {
        return """
                {"apiVersion": "provisioning.usher.dev/v1alpha1", "kind": "ProvisionedUser",
                 "metadata": {"name": "%1$s", "namespace": "%2$s"},
                 "spec": {"userName": "%1$s", "externalId": "%1$s", "displayName": "%3$s", "email": "%1$s@example.com",
                  "type": "Employee", "name": {"given": "Person", "family": "%1$s"}, "title": "Analyst",
                  "department": "Engineering", "division": "Computing", "costCenter": "42", "location": "London",
                  "country": "GB", "locale": "en-GB", "timezone": "Europe/London",
                  "roles": [{"name": "employee"}]%4$s}}
                """.formatted(name, namespace, display(name), more);
    }
}
