package dev.usher.domain.access;

import dev.usher.domain.rule.Rule;
import java.time.Duration;
import java.util.List;

/**
 * Who holds a role by what is said of them.
 *
 * @param grace how long somebody keeps the role after a change of theirs has taken it
 * @param version tells the text of this rule from an edited one
 */
public record Membership(Rule rule, Duration grace, String version) {
    public Membership(Rule rule, Duration grace) {
        this(rule, grace, Fingerprint.of(List.of(rule.expression())));
    }
}
