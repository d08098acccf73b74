package dev.usher.domain.access;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Formula;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of an app's accounts is not as in every app; immutable, so that what follows from it is found out once. */
public final class Mapping {
    /** Of an app that says nothing. */
    public static final Mapping NONE = new Mapping(List.of());

    private final List<MappedAttribute> attributes;
    private final Set<String> names;
    private final Set<String> managed;
    private final Optional<Formula> login;

    /**
     * The mapping of these attributes.
     *
     * @param attributes no two of one name
     */
    public Mapping(List<MappedAttribute> attributes) {
        this.attributes = List.copyOf(attributes);
        this.names = attributes.stream().map(MappedAttribute::to).collect(Collectors.toUnmodifiableSet());
        this.managed = managed(attributes);
        this.login = attributes.stream()
                .filter(attribute -> attribute.to().equals(Attributes.USER_NAME))
                .flatMap(MappedAttribute::formulas)
                .findFirst();
    }

    private static Set<String> managed(List<MappedAttribute> attributes) {
        var managed = new HashSet<>(Attributes.MINIMAL);
        for (var attribute : attributes) {
            switch (attribute) {
                case MappedAttribute.Always always -> managed.add(always.to());
                case MappedAttribute.Create create -> managed.remove(create.to());
                case MappedAttribute.Never never -> managed.remove(never.to());
            }
        }
        return managed.equals(Attributes.MINIMAL) ? Attributes.MINIMAL : Set.copyOf(managed);
    }

    public List<MappedAttribute> attributes() {
        return attributes;
    }

    /** The formulas that have to be understood. */
    public Stream<Formula> formulas() {
        return attributes.stream().flatMap(MappedAttribute::formulas);
    }

    /** The attributes that a new account is given. */
    public Set<String> atCreation() {
        var names = new HashSet<>(managed);
        attributes.stream()
                .filter(MappedAttribute.Create.class::isInstance)
                .map(MappedAttribute::to)
                .forEach(names::add);
        return names;
    }

    boolean isEmpty() {
        return attributes.isEmpty();
    }

    boolean names(String attribute) {
        return names.contains(attribute);
    }

    /** The attributes that are Usher's to set and to clear, where nothing is unknown and no role says otherwise. */
    Set<String> managed() {
        return managed;
    }

    /** What the login name is, where it is another one than in every app. */
    Optional<Formula> login() {
        return login;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mapping mapping && attributes.equals(mapping.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }
}
