package dev.usher.domain.account;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the holders of an app's accounts come to get in when they are let in for the first time, or anew. */
public sealed interface CredentialTerms {
    /** That is none of Usher's business, such as where people sign on elsewhere. */
    record None() implements CredentialTerms {}

    /**
     * By a password that Usher makes.
     *
     * @param mustChange whether the app makes them change it at once
     * @param lifetime for how long it lies where they can fetch it
     * @param labels by which whoever hands it out finds it
     * @param replaced whether whoever is shut out has another one from then on that nobody knows
     */
    record Generated(
            PasswordPolicy policy,
            boolean mustChange,
            Duration lifetime,
            SortedMap<String, String> labels,
            boolean replaced)
            implements CredentialTerms {
        public Generated {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /** By an invitation that the app, or somebody for it, sends. */
    record Invitation() implements CredentialTerms {}

    /** Of an app that says nothing. */
    static CredentialTerms none() {
        return new None();
    }

    /** Whether there is anything to be given. */
    default boolean areSome() {
        return !(this instanceof None);
    }

    /** Whether whoever is shut out has another password from then on. */
    default boolean replacePasswords() {
        return this instanceof Generated generated && generated.replaced();
    }
}
