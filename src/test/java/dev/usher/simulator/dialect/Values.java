package dev.usher.simulator.dialect;

import java.util.Set;

/** Which values an app takes, and how it shows them. */
public final class Values {
    private Values() {}

    /** The type of {@code active}. */
    public enum ActiveType implements Quirk {
        /** A JSON boolean; text is refused as invalidValue, as SCIMMY does. */
        BOOLEAN,
        /** Text, {@code "True"} or {@code "False"}, shown so too; a boolean is refused as invalidValue; servers written for early Entra. */
        TEXT,
        /** Either is taken, and a boolean shown; servers that Entra writes to. */
        EITHER
    }

    /** The type of {@code manager} of the enterprise extension. */
    public enum ManagerType implements Quirk {
        /** An object with a {@code value}; text is refused as invalidValue. */
        COMPLEX,
        /** Text, shown so too; an object is refused as invalidValue; servers that Entra writes to. */
        TEXT
    }

    /** What happens to an attribute that the schema does not have, or a sub-attribute. */
    public enum Unknown implements Quirk {
        /** The request is refused as invalidSyntax or invalidPath; scim2-server and canaille. */
        REFUSED,
        /** It is left out without a word; Keycloak and most hosted apps. */
        IGNORED
    }

    /** User attributes such as {@code title}, {@code emails.type} or {@code urn:…:User:costCenter} that the schema does not have; canaille has no e-mail types. */
    public record NotInSchema(Set<String> attributes) implements Quirk {
        public NotInSchema(String... attributes) {
            this(Set.of(attributes));
        }
    }

    /** Creating a user without the attribute is refused so; Salesforce asks for entitlements and answers 409. */
    public record Required(String attribute, int status, String scimType) implements Quirk {}

    /** Which media type the body of a request may have; any other is answered 415. */
    public enum MediaType implements Quirk {
        /** {@code application/scim+json} and {@code application/json}. */
        EITHER,
        /** {@code application/scim+json} alone; servers that take RFC 7644 section 8.1 at its word. */
        SCIM,
        /** {@code application/json} alone, and answers bear it; servers older than RFC 7644. */
        JSON
    }

    /** What else is odd about values. */
    public enum Oddity implements Quirk.Oddity {
        /** More than one e-mail, or one that is not primary, is refused as invalidValue; AWS. */
        ONE_PRIMARY_EMAIL,
        /** Only the first e-mail is kept, without a word; Keycloak. */
        KEEPS_ONE_EMAIL,
        /** E-mails are kept in lower case; apps that compare them so. */
        LOWER_CASE_EMAILS,
        /** A userName is kept in lower case and without what is no letter, digit, dot, dash or underscore; Slack. */
        USER_NAME_REWRITTEN,
        /** A {@code manager} who has no account there is refused as invalidValue; apps that keep a reference. */
        UNKNOWN_MANAGER_REFUSED,
        /** Users are shown without their groups; Keycloak, SCIMMY and scim2-server. */
        USERS_WITHOUT_GROUPS
    }
}
