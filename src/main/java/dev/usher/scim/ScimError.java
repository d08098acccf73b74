package dev.usher.scim;

import java.util.Optional;

/** What a SCIM error (RFC 7644 section 3.12) says that can be acted on; its text is left behind. */
public record ScimError(Type type) {
    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
    private static final ScimPath TYPE = ScimPath.of("scimType");

    /** Those of the RFC's {@code scimType} that change what is done next. */
    public enum Type {
        UNIQUENESS,
        NO_TARGET,
        TOO_MANY,
        OTHER
    }

    /** Empty where the resource is anything but an error as the RFC has it. */
    public static Optional<ScimError> of(Resource resource) {
        return resource.isOf(SCHEMA)
                ? Optional.of(new ScimError(type(resource.text(TYPE).orElse(""))))
                : Optional.empty();
    }

    private static Type type(String word) {
        return switch (word) {
            case "uniqueness" -> Type.UNIQUENESS;
            case "noTarget" -> Type.NO_TARGET;
            case "tooMany" -> Type.TOO_MANY;
            default -> Type.OTHER;
        };
    }
}
