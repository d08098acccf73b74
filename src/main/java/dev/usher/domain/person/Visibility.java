package dev.usher.domain.person;

import java.util.Set;

/** From which other namespaces the people of one, or a role or an app, may be referred to. */
public sealed interface Visibility {
    boolean admits(String namespace);

    /** Whether it is known that it is not admitted. */
    default boolean refuses(String namespace) {
        return !admits(namespace);
    }

    /** Whether nobody can tell. */
    default boolean doubts(String namespace) {
        return !admits(namespace) && !refuses(namespace);
    }

    record Same() implements Visibility {
        @Override
        public boolean admits(String namespace) {
            return false;
        }
    }

    record Names(Set<String> namespaces) implements Visibility {
        public Names {
            namespaces = Set.copyOf(namespaces);
        }

        @Override
        public boolean admits(String namespace) {
            return namespaces.contains(namespace);
        }
    }

    /**
     * The namespaces that bear certain labels.
     *
     * @param known all whose labels are known: of others nobody can tell whether they are meant
     */
    record Selected(Set<String> namespaces, Set<String> known) implements Visibility {
        /** Where no labels are known. */
        public static final Selected UNKNOWN = new Selected(Set.of(), Set.of());

        public Selected {
            namespaces = Set.copyOf(namespaces);
            known = Set.copyOf(known);
        }

        @Override
        public boolean admits(String namespace) {
            return namespaces.contains(namespace);
        }

        @Override
        public boolean refuses(String namespace) {
            return known.contains(namespace) && !admits(namespace);
        }
    }

    record All() implements Visibility {
        @Override
        public boolean admits(String namespace) {
            return true;
        }
    }
}
