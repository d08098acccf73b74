package dev.usher.domain.person;

import java.util.Set;

/** From which other namespaces the people of one, or a role or an app, may be referred to. */
public sealed interface Visibility {
    boolean admits(String namespace);

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

    record All() implements Visibility {
        @Override
        public boolean admits(String namespace) {
            return true;
        }
    }
}
