package dev.usher.scim;

import java.util.Optional;

/**
 * What a SCIM error (RFC 7644 section 3.12) says that can be acted on; its text is left behind.
 *
 * @param word its {@code scimType} as it is, which is the other side's: compare it, and never show it
 */
public record ScimError(Type type, Optional<String> word) {
    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
    private static final ScimPath TYPE = ScimPath.of("scimType");

    /** Those of the RFCs' {@code scimType} that change what is done next. */
    public enum Type {
        UNIQUENESS,
        NO_TARGET,
        TOO_MANY,
        INVALID_FILTER,
        INVALID_PATH,
        INVALID_SYNTAX,
        INVALID_VALUE,
        /** The place in a list is not known, or not any more (RFC 9865 section 2.1). */
        CURSOR,
        OTHER
    }

    /** Empty where the resource is anything but an error as the RFC has it. */
    public static Optional<ScimError> of(Resource resource) {
        if (!resource.isOf(SCHEMA)) {
            return Optional.empty();
        }
        var word = resource.text(TYPE);
        return Optional.of(new ScimError(type(word.orElse("")), word));
    }

    private static Type type(String word) {
        return switch (word) {
            case "uniqueness" -> Type.UNIQUENESS;
            case "noTarget" -> Type.NO_TARGET;
            case "tooMany" -> Type.TOO_MANY;
            case "invalidFilter" -> Type.INVALID_FILTER;
            case "invalidPath" -> Type.INVALID_PATH;
            case "invalidSyntax" -> Type.INVALID_SYNTAX;
            case "invalidCursor", "expiredCursor" -> Type.CURSOR;
            case "invalidValue" -> Type.INVALID_VALUE;
            default -> Type.OTHER;
        };
    }
}
