package dev.usher.connector.scim;

import dev.usher.domain.account.Attributes;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an app says its users and groups have (RFC 7643 section 7).
 *
 * @param core of users; empty where it does not say
 * @param enterprise of the extension; empty where it does not say
 * @param group of groups; empty where it does not say
 */
record Definition(Optional<Resource> core, Optional<Resource> enterprise, Optional<Resource> group) {
    static final Definition NONE = new Definition(Optional.empty(), Optional.empty(), Optional.empty());

    private static final ScimPath ATTRIBUTES = ScimPath.of("attributes");
    private static final ScimPath PARTS = ScimPath.of("subAttributes");
    private static final ScimPath NAME = ScimPath.of("name");
    private static final ScimPath MUTABILITY = ScimPath.of("mutability");
    private static final String READ_ONLY = "readOnly";
    private static final ScimPath TYPE = ScimPath.of("type");
    private static final String TEXT = "string";
    private static final String MAILS = "emails";
    private static final ScimPath MEMBERS_RETURNED = ScimPath.of("attributes[name eq \"members\"].returned");

    /** Whether it defines a user at all, of whom nobody is without a user name. */
    static boolean isOfUsers(Optional<Resource> core) {
        return core.filter(user -> !user.objects(ATTRIBUTES).orElse(List.of()).isEmpty() && names(user))
                .isPresent();
    }

    private static boolean names(Resource user) {
        return user.objects(ATTRIBUTES).orElse(List.of()).stream()
                .anyMatch(attribute -> isCalled(attribute, Attributes.USER_NAME));
    }

    /** The attributes of ours that a user of this app has not, or that nobody but the app may set; a login name is none of them. */
    Set<String> lacking() {
        var lacking = new TreeSet<String>();
        if (!isOfUsers(core)) {
            return lacking;
        }
        Place.NAMED.forEach((name, place) -> {
            var schema = place.schema().isEmpty() ? core : enterprise;
            if (schema.filter(definition -> !has(definition, place.steps())).isPresent()) {
                lacking.add(name);
            }
        });
        lacking.remove(Attributes.USER_NAME);
        if (core.filter(user -> !has(user, List.of(MAILS, "value"))).isPresent()) {
            lacking.add(Attributes.EMAIL);
        }
        return lacking;
    }

    /** In which form it has managers; empty where it says nothing of any attribute of the extension. */
    Optional<Dialect.ManagerForm> managers() {
        return isOfUsers(core)
                ? enterprise
                        .flatMap(definition -> definition.objects(ATTRIBUTES))
                        .filter(attributes -> !attributes.isEmpty())
                        .map(Definition::managers)
                : Optional.empty();
    }

    private static Dialect.ManagerForm managers(List<Resource> attributes) {
        return attributes.stream()
                .filter(attribute -> isCalled(attribute, Attributes.MANAGER) && !isReadOnly(attribute))
                .findFirst()
                .map(attribute ->
                        attribute.text(TYPE).filter(TEXT::equalsIgnoreCase).isPresent()
                                ? Dialect.ManagerForm.TEXT
                                : Dialect.ManagerForm.COMPLEX)
                .orElse(Dialect.ManagerForm.NONE);
    }

    private static boolean isReadOnly(Resource attribute) {
        return attribute.text(MUTABILITY).filter(READ_ONLY::equalsIgnoreCase).isPresent();
    }

    /** Whether it shows who is in a group only if it is asked for the members. */
    boolean showsMembersOnRequest() {
        return group.flatMap(definition -> definition.text(MEMBERS_RETURNED))
                .filter("request"::equalsIgnoreCase)
                .isPresent();
    }

    /** Whether it takes something there; where it says nothing of any, it may take all. */
    private static boolean has(Resource definition, List<String> steps) {
        return has(definition, ATTRIBUTES, steps);
    }

    private static boolean has(Resource definition, ScimPath path, List<String> steps) {
        var defined = definition.objects(path).orElse(List.of());
        if (steps.isEmpty() || defined.isEmpty()) {
            return true;
        }
        return defined.stream()
                .filter(attribute -> isCalled(attribute, steps.getFirst()))
                .filter(attribute -> !isReadOnly(attribute))
                .anyMatch(attribute -> has(attribute, PARTS, steps.subList(1, steps.size())));
    }

    private static boolean isCalled(Resource attribute, String name) {
        return attribute.text(NAME).filter(name::equalsIgnoreCase).isPresent();
    }
}
