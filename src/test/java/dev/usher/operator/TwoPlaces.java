package dev.usher.operator;

import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import java.util.List;
import java.util.stream.IntStream;

/** Twenty-four people of two places, whom one rule gives an account in one app: half of them are more than the limits let go. */
record TwoPlaces(Company company, App wiki) {
    static final List<String> EVERYBODY =
            IntStream.range(0, 24).mapToObj(number -> "user-" + number).toList();
    static final List<String> LONDON = EVERYBODY.subList(0, 12);
    static final List<String> PARIS = EVERYBODY.subList(12, 24);

    static TwoPlaces in(Company company) {
        var people = new TwoPlaces(company, company.app("wiki"));
        people.rule("user.location in ['London', 'Paris']");
        company.awaitRolledOut(Role.class, "employee");
        EVERYBODY.forEach(name -> people.declares(name, "Active"));
        EVERYBODY.forEach(company::awaitReady);
        return people;
    }

    void declares(String name, String status) {
        company.user(
                name,
                "{userName: " + name + ", location: " + (LONDON.contains(name) ? "London" : "Paris")
                        + ", employments: [{id: main, status: " + status + "}]}");
    }

    void rule(String condition) {
        company.role("employee", """
                {membership: {rule: "%s"}, grants: [{app: {name: wiki}}]}""".formatted(condition));
    }

    List<TargetAppStatus.HeldWave> held() {
        return company.find(TargetApp.class, "wiki").orElseThrow().getStatus().held();
    }
}
