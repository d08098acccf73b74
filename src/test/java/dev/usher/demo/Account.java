package dev.usher.demo;

import java.util.Collection;
import java.util.List;

/** One account: whether it is enabled, and the names of its groups in alphabetical order. */
record Account(boolean active, List<String> groups) {

    Account {
        groups = groups.stream().sorted().toList();
    }

    static Account enabled(String... groups) {
        return new Account(true, List.of(groups));
    }

    static Account disabled(Collection<String> groups) {
        return new Account(false, List.copyOf(groups));
    }

    /** Disabled, and in no group: what is left of somebody who has left. */
    static Account disabled() {
        return disabled(List.of());
    }

    @Override
    public String toString() {
        String state = active ? "enabled" : "disabled";
        return groups.isEmpty() ? state + ", in no group" : state + ", in " + String.join(", ", groups);
    }
}
