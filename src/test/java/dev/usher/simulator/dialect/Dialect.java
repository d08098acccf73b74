package dev.usher.simulator.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything in which one app differs from the RFCs; a dialect without quirks is plain SCIM. */
public record Dialect(Map<Object, Quirk> quirks) {
    public static final Dialect RFC = new Dialect(Map.of());

    public Dialect {
        quirks = Map.copyOf(quirks);
    }

    public static Dialect of(Quirk... quirks) {
        return RFC.and(quirks);
    }

    /** This dialect with these quirks on top. */
    public Dialect and(Quirk... more) {
        Map<Object, Quirk> all = new LinkedHashMap<>(quirks);
        for (Quirk quirk : more) {
            all.put(quirk.slot(), quirk);
        }
        return new Dialect(all);
    }

    public boolean has(Quirk quirk) {
        return quirk.equals(quirks.get(quirk.slot()));
    }

    public <Q extends Quirk> Optional<Q> find(Class<Q> slot) {
        return Optional.ofNullable(quirks.get(slot)).map(slot::cast);
    }

    /** The constant that was chosen of the enum, or the given one, which says what the RFCs say. */
    public <Q extends Enum<Q> & Quirk> Q choice(Q otherwise) {
        return find(otherwise.getDeclaringClass()).orElse(otherwise);
    }

    @Override
    public String toString() {
        return quirks.isEmpty() ? "plain SCIM" : quirks.values().toString();
    }
}
