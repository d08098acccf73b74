package dev.usher.domain.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Understands rules and formulas and answers them; the port behind which the expression language is. Safe for many threads. */
public interface Rulings extends EntitlementTruths, AccountTruths {
    /** What is wrong with a rule; empty where it can be understood. */
    Optional<Flaw> flaw(Rule rule);

    /** What is wrong with a formula; empty where it can be understood. */
    Optional<Flaw> flaw(Formula formula);

    /** What is wrong with a condition on entitlements; empty where it can be understood. */
    Optional<Flaw> flaw(EntitlementRule rule);

    /** What is wrong with a condition on accounts; empty where it can be understood. */
    Optional<Flaw> flaw(AccountRule rule);

    /**
     * The judge of a namespace, once these are its rules and formulas.
     *
     * <p>Answers to rules that it had before are kept. What has a flaw is answered by UNKNOWN.
     */
    Judge judge(String namespace, Set<Rule> rules, Set<Formula> formulas);

    /**
     * The conditions that a rule joins by "and", each in its own words, so that it can be told which of them is missing; the
     * rule itself where it joins none, and where it has a flaw.
     */
    List<Rule> parts(Rule rule);

    /** Keeps no answers of somebody who is gone. */
    void forget(String namespace, String name);
}
