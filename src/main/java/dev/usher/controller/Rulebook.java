package dev.usher.controller;

import dev.usher.api.ProvisioningPolicy;
import dev.usher.domain.person.Policy;
import java.util.Optional;

/**
 * The policy of a namespace, as far as this operator understands it.
 *
 * @param policy the standard where there is none; of one that is not understood, only its days as they were last in force
 * @param understood whether what is declared is what holds
 */
record Rulebook(Policy policy, boolean understood) {
    /** Whether it can be told if these people may be referred to from a namespace. */
    boolean isSure(String namespace) {
        return understood && !policy.visibility().doubts(namespace);
    }

    static Rulebook of(Optional<ProvisioningPolicy> declared, Namespaces namespaces) {
        return declared.filter(policy -> !policy.isMarkedForDeletion())
                .map(policy -> Policies.policy(policy, namespaces) instanceof Reading.Of<Policy> read
                        ? new Rulebook(read.value(), true)
                        : new Rulebook(Policies.lastInForce(policy), false))
                .orElseGet(() -> new Rulebook(Policy.STANDARD, true));
    }
}
