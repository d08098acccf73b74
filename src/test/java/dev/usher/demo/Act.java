package dev.usher.demo;

import java.util.List;
import java.util.Map;

/**
 * One step of the demo.
 *
 * @param name one word in capitals
 * @param story what happens, in one sentence
 * @param edit what the command changes in the file of the personnel department, line by line; empty where it is not about that
 * @param people who it is about, and how they stand afterwards
 */
record Act(String name, String story, Command command, List<String> edit, List<Person> people) {
    Act(String name, String story, Command command, List<Person> people) {
        this(name, story, command, List.of(), people);
    }

    /**
     * How a person stands afterwards.
     *
     * @param name the userName, of the resource and in the apps
     * @param state the lifecycle state in the resource's status
     * @param accounts exactly what the apps hold, by the app's name
     */
    record Person(String name, String state, Map<String, Account> accounts) {}
}
