package dev.usher.simulator.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An attribute path of RFC 7644 section 3.10, resolved: from the top attribute (or extension) down to the one meant. */
public record AttributePath(List<Attribute> steps) {

    /** Resolves {@code name}, {@code name.sub}, {@code urn}, {@code urn:name} and {@code urn:name.sub}, without regard to case. */
    public static Optional<AttributePath> resolve(ResourceType type, String text) {
        Optional<String> ownName = after(type.schema().id(), text);
        if (ownName.isPresent()) {
            return below(List.of(), type.schema().attributes(), ownName.get());
        }
        for (Schema extension : type.extensions()) {
            Attribute whole = type.attribute(extension.id()).orElseThrow();
            if (text.equalsIgnoreCase(extension.id())) {
                return Optional.of(new AttributePath(List.of(whole)));
            }
            Optional<String> name = after(extension.id(), text);
            if (name.isPresent()) {
                return below(List.of(whole), whole.subAttributes(), name.get());
            }
        }
        return below(List.of(), type.attributes(), text);
    }

    /** Resolves a name inside the brackets of a value filter. */
    public static Optional<AttributePath> resolve(Attribute parent, String text) {
        return below(List.of(), parent.subAttributes(), text);
    }

    private static Optional<String> after(String urn, String text) {
        boolean inside = text.length() > urn.length()
                && text.charAt(urn.length()) == ':'
                && text.regionMatches(true, 0, urn, 0, urn.length());
        return inside ? Optional.of(text.substring(urn.length() + 1)) : Optional.empty();
    }

    private static Optional<AttributePath> below(List<Attribute> above, List<Attribute> names, String text) {
        if (text.indexOf(':') >= 0) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        Optional<Attribute> top = Attribute.find(names, parts[0]);
        if (top.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        List<Attribute> steps = new ArrayList<>(above);
        steps.add(top.get());
        if (parts.length == 1) {
            return Optional.of(new AttributePath(List.copyOf(steps)));
        }
        return top.get().sub(parts[1]).map(sub -> {
            steps.add(sub);
            return new AttributePath(List.copyOf(steps));
        });
    }

    public Attribute first() {
        return steps.getFirst();
    }

    public Attribute last() {
        return steps.getLast();
    }

    AttributePath then(Attribute sub) {
        List<Attribute> longer = new ArrayList<>(steps);
        longer.add(sub);
        return new AttributePath(List.copyOf(longer));
    }
}
