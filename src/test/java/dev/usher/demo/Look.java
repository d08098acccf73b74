package dev.usher.demo;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.demo.Act.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the resources say at one moment, and what the apps hold just after it.
 *
 * @param standings of everything that is declared
 */
record Look(List<ProvisionedUser> users, List<Standing> standings, Board board) {

    static Look at(Stage stage) {
        List<ProvisionedUser> users = stage.users();
        // The apps last: what says Ready has to be so already.
        return new Look(users, stage.standings(users), stage.board(users));
    }

    /** Whether all resources say that they are done, whatever the apps hold. */
    boolean saysReady(List<Person> people) {
        return standings.stream().allMatch(Standing::ready)
                && people.stream().allMatch(person -> user(person).isPresent());
    }

    /** Where the resources or the apps are not as they should be. */
    List<Difference> differences(List<Person> people) {
        List<Difference> differences = new ArrayList<>();
        standings.stream()
                .filter(standing -> !standing.ready())
                .forEach(standing -> differences.add(new Difference(standing.what(), "Ready=True", standing.seen())));
        for (Person person : people) {
            String state = state(person);
            if (!state.equals(person.state())) {
                differences.add(new Difference("lifecycle state of " + person.name(), person.state(), state));
            }
            person.accounts().forEach((app, expected) -> {
                var seen = board.account(app, person.name());
                if (!seen.equals(Optional.of(expected))) {
                    String what = "account of " + person.name() + " in " + app;
                    differences.add(new Difference(
                            what,
                            expected.toString(),
                            seen.map(Account::toString).orElse("no account")));
                }
            });
        }
        return differences;
    }

    private String state(Person person) {
        return user(person)
                .map(ProvisionedUser::getStatus)
                .map(ProvisionedUserStatus::lifecycleState)
                .orElse("none");
    }

    private Optional<ProvisionedUser> user(Person person) {
        return users.stream()
                .filter(user -> user.getSpec().userName().equals(person.name()))
                .findFirst();
    }
}
