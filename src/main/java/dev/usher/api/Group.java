package dev.usher.api;

/** The API group and its version. */
public final class Group {
    public static final String NAME = "provisioning.usher.dev";
    public static final String VERSION = "v1alpha1";
    public static final String CATEGORY = "provisioning";

    /** A rule for names of resources that other resources refer to. */
    static final String NAME_RULE = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";

    static final String NAME_ADVICE =
            "must be the name of a resource: lower case letters, digits, '-' and '.', beginning and ending with a letter or digit";

    /** A rule for instants; before 1970 none is meant. */
    static final String INSTANT_RULE =
            "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$') && timestamp(self) > timestamp('1970-01-01T00:00:00Z')";

    private Group() {}
}
