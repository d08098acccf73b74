package dev.usher.simulator.dialect;

/** How groups and their members are read and changed. */
public final class Groups {
    private Groups() {}

    /** Whether a group is shown with its members. */
    public enum MembersShown implements Quirk {
        /** Always, unless excluded. */
        ALWAYS,
        /** Only where {@code attributes} asks for them, announced by {@code returned} of the schema; Keycloak. */
        ON_REQUEST,
        /** Never: the array is empty, and only a filter such as {@code id eq "g" and members eq "u"} tells; AWS. */
        BY_PROBE,
        /** Never, and a filter on members is refused as invalidFilter. */
        NEVER
    }

    /** Which requests change the members of a group that is there. */
    public enum MembersChanged implements Quirk {
        /** Any that RFC 7644 has, and removal by a list of values. */
        ANY,
        /** {@code remove} takes a filter path, and is refused with a list of values; scim2-server. */
        REMOVED_BY_FILTER,
        /** {@code remove} takes a list of values, and a filter path is refused as invalidPath; servers written for early Entra. */
        REMOVED_BY_VALUES,
        /** As {@link #REMOVED_BY_FILTER}, but the list of values is answered as if it had been done; Keycloak. */
        VALUES_IGNORED,
        /** {@code replace} of the whole list; {@code add} and {@code remove} are refused. */
        BY_REPLACE,
        /** PUT of the whole group; PATCH of a group is answered 501. */
        BY_PUT
    }

    /** What becomes of a member that names nobody. */
    public enum UnknownMembers implements Quirk {
        /** 400 invalidValue; Keycloak. */
        REFUSED_400,
        /** 404. */
        REFUSED_404,
        /** It is stored; scim2-server and SCIMMY. */
        STORED
    }

    /** More members in one request are refused with the status, 400 or 413; AWS takes 100, Miro 8,000. */
    public record MaxMembers(int most, int status) implements Quirk {}

    /** What else is odd about groups. */
    public enum Oddity implements Quirk.Oddity {
        /** There are no groups: 404 at /Groups, and no such resource type; GitLab. */
        UNSUPPORTED,
        /** A member added twice is there twice until it is removed; SCIMMY. */
        DUPLICATE_MEMBERS,
        /** A new group with members is refused with 400; Keycloak. */
        CREATED_WITHOUT_MEMBERS,
        /** Replacing or removing all members at once is refused with 400; AWS. */
        NO_WHOLE_MEMBERS
    }
}
