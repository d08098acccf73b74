package dev.usher.source.ldap;

import java.util.Set;

/**
 * What is written into the entries of a directory that is read, as it was declared.
 *
 * @param source how the directory is reached, and how an entry is found; what is written is among what is read
 * @param attributes that may be written
 */
public record LdapWriting(LdapTerms source, Set<String> attributes) {
    private static final String CLASSES = "objectClass";

    public LdapWriting {
        attributes = Set.copyOf(attributes);
        for (var name : attributes) {
            if (source.isKey(name)) {
                throw new IllegalArgumentException("`" + name + "` is the key, which stays as it is: write to another");
            }
            if (!source.values().contains(name)) {
                throw new IllegalArgumentException(
                        "`" + name + "` is not read: what is written has to be read as well");
            }
            if (name.equalsIgnoreCase(CLASSES)
                    || !Values.areAsTheyAre(name)
                    || source.references().contains(name)) {
                throw new IllegalArgumentException(
                        "`" + name + "` holds no text of a person's own: write to another, such as uid or mail");
            }
        }
    }

    /** How the entry of one person is read: the key, and what is written. */
    LdapTerms reading() {
        return source.reading(attributes);
    }
}
