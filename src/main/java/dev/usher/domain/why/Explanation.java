package dev.usher.domain.why;

import dev.usher.domain.access.Resolution;
import java.util.List;
import java.util.Optional;

/**
 * Why one person has what they have, at one instant.
 *
 * @param user the name of the resource
 * @param decided what is decided about them
 * @param frozen whether something has to be mended before anything is added or changed
 * @param ready what the operator said of them last
 * @param apps one by one
 */
public record Explanation(
        String namespace,
        String user,
        Resolution decided,
        boolean frozen,
        Optional<Recorded> ready,
        List<AppAnswer> apps) {
    public Explanation {
        apps = List.copyOf(apps);
    }
}
