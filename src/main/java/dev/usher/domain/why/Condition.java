package dev.usher.domain.why;

import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;

/** One of the conditions that a rule joins, and what it says of the person. */
public record Condition(Rule rule, Truth truth) {}
