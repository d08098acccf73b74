package dev.usher.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a directory says in its root entry (RFC 4512 section 5.1) that it can do, and what it keeps.
 *
 * @param controls the controls that it knows, by their object identifiers
 * @param extensions the operations beside those of every directory, by the same
 * @param contexts the names below which it keeps entries
 * @param schema where it says what entries can have
 */
public record Features(Set<String> controls, Set<String> extensions, List<String> contexts, Optional<String> schema) {
    private static final String SUPPORTED = "supportedControl";
    private static final String EXTENSIONS = "supportedExtension";
    private static final String CONTEXTS = "namingContexts";
    private static final String SCHEMA = "subschemaSubentry";
    private static final String ASSERTION = "1.3.6.1.1.12";
    private static final String POST_READ = "1.3.6.1.1.13.2";
    private static final String PASSWORD_POLICY = "1.3.6.1.4.1.42.2.27.8.5.1";
    private static final String PASSWORD_MODIFY = "1.3.6.1.4.1.4203.1.11.1";

    public Features {
        controls = Set.copyOf(controls);
        extensions = Set.copyOf(extensions);
        contexts = List.copyOf(contexts);
    }

    /** Of one that shows no such entry: it is taken at its least. */
    public static final Features UNKNOWN = new Features(Set.of(), Set.of(), List.of(), Optional.empty());

    /** What asks for them. */
    public static Query query() {
        return Query.of("", Filter.createPresenceFilter("objectClass"), SUPPORTED, EXTENSIONS, CONTEXTS, SCHEMA);
    }

    /** What was shown. */
    public static Features of(Query.Found found) {
        return new Features(
                Set.copyOf(values(found, SUPPORTED)),
                Set.copyOf(values(found, EXTENSIONS)),
                values(found, CONTEXTS),
                values(found, SCHEMA).stream().findFirst());
    }

    private static List<String> values(Query.Found found, String attribute) {
        return found.entries().stream()
                .flatMap(entry -> Optional.ofNullable(entry.getAttributeValues(attribute)).stream())
                .flatMap(Stream::of)
                .distinct()
                .toList();
    }

    /** Below which name it keeps what is around a base. */
    public Optional<String> around(DN base) {
        return contexts.stream().filter(context -> isAbove(context, base)).max(Comparator.comparingInt(String::length));
    }

    private static boolean isAbove(String context, DN base) {
        try {
            return new DN(context).isAncestorOf(base, false);
        } catch (LDAPException _) {
            return false;
        }
    }

    /** Whether a change can be made to depend on what the entry is (RFC 4528). */
    public boolean assertions() {
        return controls.contains(ASSERTION);
    }

    /** Whether the answer to a change can show the entry after it (RFC 4527). */
    public boolean postReads() {
        return controls.contains(POST_READ);
    }

    /** Whether it can be asked what changed (RFC 4533). */
    public boolean tellsChanges() {
        return controls.contains(ContentSyncRequestControl.SYNC_REQUEST_OID);
    }

    /** Whether it can be asked to set a password as it keeps passwords (RFC 3062). */
    public boolean setsPasswords() {
        return extensions.contains(PASSWORD_MODIFY);
    }

    /** Whether it says why it refuses a password (draft-behera-ldap-password-policy). */
    public boolean explainsPasswords() {
        return controls.contains(PASSWORD_POLICY);
    }
}
