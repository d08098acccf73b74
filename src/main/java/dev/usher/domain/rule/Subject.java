package dev.usher.domain.rule;

import dev.usher.domain.account.Attributes;
import java.time.LocalDate;

/**
 * What rules and formulas may see of a person at one instant.
 *
 * @param namespace where the person is administered
 * @param name of the resource; with the namespace it tells whose answers are whose
 * @param type as {@code spec.type} says it
 * @param profile what is true of the person while the present employment leads
 * @param today the date where the person works
 */
public record Subject(String namespace, String name, String type, Attributes profile, LocalDate today) {}
