package dev.usher.domain.person;

import dev.usher.domain.account.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An employment in the words of those who tell of it; immutable, so that one can be told in many ways. */
public record Job(Employment entry) {
    /** One that goes on, since ever and without an end. */
    public static Job job(String id) {
        return new Job(new Employment(id, Employment.Status.Active, Optional.empty(), Optional.empty(), false));
    }

    public static List<Employment> entries(Job... jobs) {
        return List.of(jobs).stream().map(Job::entry).toList();
    }

    public static Moment moment(String text) {
        return Moment.parse(text).orElseThrow();
    }

    public Job is(Employment.Status status) {
        return new Job(new Employment(
                entry.id(),
                status,
                entry.start(),
                entry.end(),
                entry.leaves(),
                entry.primary(),
                entry.confidential(),
                entry.attributes()));
    }

    public Job from(String start) {
        return new Job(new Employment(
                entry.id(),
                entry.status(),
                Optional.of(moment(start)),
                entry.end(),
                entry.leaves(),
                entry.primary(),
                entry.confidential(),
                entry.attributes()));
    }

    public Job until(String end) {
        return new Job(new Employment(
                entry.id(),
                entry.status(),
                entry.start(),
                Optional.of(moment(end)),
                entry.leaves(),
                entry.primary(),
                entry.confidential(),
                entry.attributes()));
    }

    /** Away from this day until that one; the leaves are told apart by their number. */
    public Job away(String from, String until) {
        return away(new Leave("l" + entry.leaves().size(), moment(from), Optional.of(moment(until))));
    }

    /** Away from this day on. */
    public Job away(String from) {
        return away(new Leave("l" + entry.leaves().size(), moment(from), Optional.empty()));
    }

    private Job away(Leave leave) {
        var leaves = new ArrayList<>(entry.leaves());
        leaves.add(leave);
        return new Job(new Employment(
                entry.id(),
                entry.status(),
                entry.start(),
                entry.end(),
                leaves,
                entry.primary(),
                entry.confidential(),
                entry.attributes()));
    }

    public Job primary() {
        return new Job(new Employment(
                entry.id(),
                entry.status(),
                entry.start(),
                entry.end(),
                entry.leaves(),
                true,
                entry.confidential(),
                entry.attributes()));
    }

    public Job confidential() {
        return new Job(new Employment(
                entry.id(),
                entry.status(),
                entry.start(),
                entry.end(),
                entry.leaves(),
                entry.primary(),
                true,
                entry.attributes()));
    }

    /** What is true while it leads. */
    public Job as(String attribute, String value) {
        return new Job(new Employment(
                entry.id(),
                entry.status(),
                entry.start(),
                entry.end(),
                entry.leaves(),
                entry.primary(),
                entry.confidential(),
                entry.attributes().with(Attributes.of(Map.of(attribute, value)))));
    }
}
