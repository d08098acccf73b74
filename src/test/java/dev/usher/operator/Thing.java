package dev.usher.operator;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What somebody can delete of a company that has two people, two apps, a role and a policy. */
enum Thing {
    USER(ProvisionedUser.class),
    ROLE(Role.class),
    APPS(TargetApp.class),
    SECRETS(Secret.class),
    POLICY(ProvisioningPolicy.class),
    /** All of them at once. */
    NAMESPACE(ProvisionedUser.class);

    private final Class<? extends HasMetadata> kind;

    Thing(Class<? extends HasMetadata> kind) {
        this.kind = kind;
    }

    private List<String> names() {
        return switch (this) {
            case USER -> List.of("ada");
            case ROLE -> List.of("employee");
            case APPS, SECRETS -> List.of("wiki", "chat");
            case POLICY -> List.of("default");
            case NAMESPACE -> List.of();
        };
    }

    /** Every two of them, in both orders. */
    static Stream<Pair> pairs() {
        return Arrays.stream(values())
                .flatMap(first ->
                        Arrays.stream(values()).filter(then -> then != first).map(then -> new Pair(first, then)));
    }

    record Pair(Thing first, Thing then) {
        boolean has(Thing thing) {
            return first == thing || then == thing;
        }

        @Override
        public String toString() {
            return first + " and " + then;
        }
    }

    void deleteIn(Company company) {
        if (this == NAMESPACE) {
            company.plane()
                    .adminClient()
                    .namespaces()
                    .withName(company.namespace())
                    .delete();
        } else {
            names().forEach(name -> company.delete(kind, name));
        }
    }

    boolean isGoneFrom(Company company) {
        return this == NAMESPACE
                ? company.plane()
                                .adminClient()
                                .namespaces()
                                .withName(company.namespace())
                                .get()
                        == null
                : names().stream().allMatch(name -> company.find(kind, name).isEmpty());
    }
}
