package dev.usher.domain.access;

import java.util.List;

/** A role that a person holds, with every reason for it; the order of the causes carries no meaning but is stable. */
public record Held(List<Cause> causes) {
    public Held {
        causes = List.copyOf(causes);
    }
}
