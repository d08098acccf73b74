package dev.usher.domain.person;

import dev.usher.domain.rule.Rule;

/**
 * What has to be true of everybody of a namespace before they are given anything.
 *
 * @param message what is said of whom it is not true, in the words of whoever wrote the policy
 */
public record QualityRule(Rule rule, String message) {}
