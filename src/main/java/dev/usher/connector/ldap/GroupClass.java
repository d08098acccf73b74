package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Filter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a directory keeps who is in a group. */
enum GroupClass {
    GROUP_OF_NAMES("groupOfNames", "member", Names.ENTRIES, true),
    GROUP_OF_UNIQUE_NAMES("groupOfUniqueNames", "uniqueMember", Names.ENTRIES, true),
    POSIX_GROUP("posixGroup", "memberUid", Names.USER_NAMES, false),
    GROUP("group", "member", Names.ENTRIES, false);

    /** By what a member is named. */
    enum Names {
        ENTRIES,
        USER_NAMES
    }

    private final String objectClass;
    private final String attribute;
    private final Names names;
    private final boolean neverEmpty;

    GroupClass(String objectClass, String attribute, Names names, boolean neverEmpty) {
        this.objectClass = objectClass;
        this.attribute = attribute;
        this.names = names;
        this.neverEmpty = neverEmpty;
    }

    static Optional<GroupClass> named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.objectClass.equals(name))
                .findFirst();
    }

    /** Finds groups of this class. */
    Filter filter() {
        return Filter.createEqualityFilter("objectClass", objectClass);
    }

    static String names() {
        return Arrays.stream(values()).map(one -> one.objectClass).collect(Collectors.joining(", "));
    }

    /** Finds groups of whatever class. */
    static Filter any() {
        return Filter.createORFilter(
                Arrays.stream(values()).map(GroupClass::filter).toList());
    }

    String objectClass() {
        return objectClass;
    }

    /** That holds the members. */
    String attribute() {
        return attribute;
    }

    Names namedBy() {
        return names;
    }

    /** Whether the schema wants at least one member. */
    boolean isNeverEmpty() {
        return neverEmpty;
    }
}
