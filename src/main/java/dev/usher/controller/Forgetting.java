package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.person.Policy.Forget.How;
import dev.usher.kube.PersonalData;
import java.time.Instant;

/** Lets the personal data of somebody go whose last account was deleted long enough ago. */
final class Forgetting {
    private final Circle circle;
    private final PersonalData data;

    Forgetting(Circle circle, PersonalData data) {
        this.circle = circle;
        this.data = data;
    }

    /** What is decided, with what became of it. */
    Resolution forget(ProvisionedUser user, Resolution resolution, Instant now) {
        var how = circle.rules(user.getMetadata().getNamespace()).policy().forget();
        if (!resolution.forgets() || how.isEmpty()) {
            return resolution;
        }
        return switch (how.get().how()) {
            case How.Delete -> {
                data.delete(user);
                yield resolution;
            }
            case How.Empty -> {
                data.empty(user);
                yield resolution.forgotten(now);
            }
        };
    }
}
