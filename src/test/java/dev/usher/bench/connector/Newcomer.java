package dev.usher.bench.connector;

import java.util.List;

/** Somebody who joins, told by a number. */
record Newcomer(int number) {
    /** So many have their groups together; no department is as large as its company. */
    static final int TEAM = 1_000;

    /** All names are equally long. */
    private static final int FIRST = 1_000_000;

    String externalId() {
        return "e-" + (FIRST + number);
    }

    String userName() {
        return "person-" + (FIRST + number);
    }

    String displayName() {
        return "The person " + number;
    }

    String email() {
        return userName() + "@example.com";
    }

    /** The groups that they enter. */
    List<String> groups() {
        var team = number / TEAM;
        return List.of("team-" + team, "site-" + team);
    }
}
