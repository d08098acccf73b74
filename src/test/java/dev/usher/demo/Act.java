package dev.usher.demo;

import java.util.List;
import java.util.Map;

/**
 * One step of the demo.
 *
 * @param name one word in capitals
 * @param story what happens, in one sentence
 * @param people who it is about, and how they stand afterwards
 */
record Act(String name, String story, Command command, List<Person> people) {

    /**
     * How a person stands afterwards.
     *
     * @param name of the resource, and the userName in the apps
     * @param state the lifecycle state in the resource's status
     * @param accounts exactly what the apps hold, by the app's name
     */
    record Person(String name, String state, Map<String, Account> accounts) {}
}
