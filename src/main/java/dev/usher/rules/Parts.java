package dev.usher.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;

/** The parts of a name of which a text is made: there is none where one is missing, and {@code has()} tells. */
@SuppressWarnings("Immutable") // Nobody changes the map.
final class Parts extends StructValue<String, Object> {
    private final Map<String, String> said;

    /** @param said by path, such as {@code name.given} */
    Parts(Map<String, String> said) {
        this.said = said;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return Schema.PERSON_NAME;
    }

    @Override
    public Object select(String field) {
        return find(field).orElseThrow(() -> new IllegalArgumentException("nothing is said of it"));
    }

    @Override
    public Optional<Object> find(String field) {
        return Optional.ofNullable(said.get(Schema.NAME + "." + field));
    }
}
