package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.person.Policy.Forget.How;
import dev.usher.kube.Records;

/** Lets the personal data of somebody go whose last account was deleted long enough ago. */
final class Forgetting {
    private final Circle circle;
    private final Records records;

    Forgetting(Circle circle, Records records) {
        this.circle = circle;
        this.records = records;
    }

    /** Done once; a resource that was emptied is left alone. */
    void forget(ProvisionedUser user) {
        var how = circle.rules(user.getMetadata().getNamespace()).policy().forget();
        how.ifPresent(policy -> {
            switch (policy.how()) {
                case How.Delete -> records.delete(user);
                case How.Empty -> records.empty(user);
            }
        });
    }
}
