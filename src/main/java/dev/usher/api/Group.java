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

    private Group() {}
}
