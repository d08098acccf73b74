package dev.usher.domain.person;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import java.time.ZoneId;
import java.util.List;

/**
 * One person, or service account, as the source declares them.
 *
 * @param namespace where the person is administered
 * @param name of the resource, the only name of a person that a message may hold
 * @param attributes what their accounts should show
 * @param zone where a day of theirs starts and ends
 */
public record Person(
        String namespace,
        String name,
        Identity identity,
        Attributes attributes,
        List<Employment> employments,
        ZoneId zone) {
    public Person {
        employments = List.copyOf(employments);
    }
}
