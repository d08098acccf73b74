package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.usher.connector.Block;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.domain.account.Tenant;
import dev.usher.ldap.Server;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The block {@code ldap} of a TargetApp. */
final class LdapSettings {
    /** The role of the password of the bind. */
    static final String PASSWORD = "password";

    private static final String URL = "url";
    private static final String CA_BUNDLE = "tls.caBundle";
    private static final String START_TLS = "tls.startTLS";
    private static final String LAST_USE = "users.lastUse";
    private static final String BIND_DN = "bind.dn";
    private static final int PAGE = 500;

    private final Block block;

    LdapSettings(Map<String, Object> settings) {
        this.block = new Block(settings);
    }

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        var server = declared();
        if (server.isEmpty()) {
            problems.add(new Problem(
                    URL,
                    "give the address of the directory, such as ldaps://ldap.example.com, with nothing behind it"));
        } else if (block.at(START_TLS).equals(Optional.of(true)) && server.get().tls()) {
            problems.add(
                    new Problem(START_TLS, "ldaps:// is TLS from the first byte on: leave it out, or give ldap://"));
        }
        try {
            block.text(CA_BUNDLE).ifPresent(Trust::only);
        } catch (IllegalArgumentException e) {
            problems.add(
                    new Problem(CA_BUNDLE, Optional.ofNullable(e.getMessage()).orElse("")));
        }
        dnProblem(BIND_DN).ifPresent(problems::add);
        if (block.text("bind.secretRef.name").isEmpty()
                || block.text("bind.secretRef.key").isEmpty()) {
            problems.add(new Problem("bind.secretRef", "give the Secret, and its key, that holds the password"));
        }
        problems.addAll(problemsOfUsers());
        problems.addAll(problemsOfGroups());
        return problems;
    }

    private List<Problem> problemsOfUsers() {
        var problems = new ArrayList<Problem>();
        dnProblem("users.base").ifPresent(problems::add);
        Template.problem(block.text("users.dn").orElse(""))
                .ifPresent(advice -> problems.add(new Problem("users.dn", advice)));
        if (block.texts("users.objectClasses").isEmpty()) {
            problems.add(new Problem("users.objectClasses", "give at least one, such as inetOrgPerson"));
        }
        Naming.reserved(key()).ifPresent(advice -> problems.add(new Problem("users.key", advice)));
        Flavour.problem(block).ifPresent(problems::add);
        lastUse().flatMap(LastUse::problem).ifPresent(advice -> problems.add(new Problem(LAST_USE, advice)));
        if (problems.isEmpty()) {
            Naming.problem(
                            texts("users.attributes"),
                            key(),
                            template(),
                            flavour().attribute())
                    .ifPresent(advice -> problems.add(new Problem("users.attributes", advice)));
            lastUse()
                    .filter(this::isWritten)
                    .ifPresent(_ -> problems.add(new Problem(
                            LAST_USE, "Usher writes it itself: give the attribute that the directory writes")));
        }
        return problems;
    }

    /** Why accounts cannot have an attribute of this name; where the settings are wrong, that is said first. */
    Optional<String> objection(String attribute) {
        return Template.problem(block.text("users.dn").orElse("")).isPresent()
                ? Optional.empty()
                : naming().objection(attribute);
    }

    private List<Problem> problemsOfGroups() {
        var problems = new ArrayList<Problem>();
        if (block.at("groups").isPresent()) {
            dnProblem("groups.base").ifPresent(problems::add);
            if (block.text("groups.placeholder").isPresent()) {
                dnProblem("groups.placeholder").or(this::placeholderProblem).ifPresent(problems::add);
            }
            if (GroupClass.named(groupClass()).isEmpty()) {
                problems.add(Problem.newer("groups.objectClass", "it can be " + GroupClass.names()));
            }
        }
        return problems;
    }

    /** Nobody may get in by being put in a group as nobody. */
    private Optional<Problem> placeholderProblem() {
        return dnProblem("users.base").isEmpty() && dn("groups.placeholder").isDescendantOf(base(), true)
                ? Optional.of(new Problem(
                        "groups.placeholder", "it may be an account: give a name that is not below users.base"))
                : Optional.empty();
    }

    Server server() {
        return declared().orElseThrow();
    }

    private Optional<Server> declared() {
        return Server.of(block.text(URL).orElse(""), block.at(START_TLS).equals(Optional.of(true)));
    }

    /** By what somebody can be let in for the first time; there are no problems when this is asked. */
    Set<FirstAccess> firstAccess() {
        var server = server();
        if (flavour().isActiveDirectory() && !server.tls() && !server.startTls()) {
            return Set.of();
        }
        return flavour().toBeChanged().isPresent()
                ? Set.of(FirstAccess.PASSWORD, FirstAccess.PASSWORD_TO_CHANGE)
                : Set.of(FirstAccess.PASSWORD);
    }

    /** Ids are those of entries, which are the same in all of a directory: the base says which people are meant. */
    Tenant tenant() {
        var server = server();
        return Tenant.of("ldap " + server.host() + ":" + server.port() + " " + base().toNormalizedString());
    }

    List<SecretUse> secrets() {
        return List.of(new SecretUse(
                PASSWORD,
                block.text("bind.secretRef.name").orElse(""),
                block.text("bind.secretRef.key").orElse(""),
                List.of(server().host())));
    }

    Tls tls() {
        return Tls.of(block.text(CA_BUNDLE).map(Trust::only).orElseGet(Trust::ofJvm));
    }

    String bindDn() {
        return block.text(BIND_DN).orElse("");
    }

    DN base() {
        return dn("users.base");
    }

    Template template() {
        return Template.of(block.text("users.dn").orElse(""));
    }

    List<String> objectClasses() {
        return block.texts("users.objectClasses");
    }

    Naming naming() {
        return Naming.of(texts("users.attributes"), key(), template());
    }

    Flavour flavour() {
        return Flavour.of(block);
    }

    /** Which attribute is said to tell when somebody was last let in. */
    Optional<String> lastUse() {
        return block.text(LAST_USE);
    }

    /** Which one does so where nobody says it. */
    Optional<String> usualLastUse() {
        return LastUse.usual(block.text("users.disable.by").orElse("")).filter(attribute -> !isWritten(attribute));
    }

    private boolean isWritten(String attribute) {
        return attribute.equalsIgnoreCase(key())
                || attribute.equalsIgnoreCase(template().type())
                || attribute.equalsIgnoreCase(flavour().attribute())
                || naming().name(attribute).isPresent();
    }

    IdAttribute id() {
        return IdAttribute.named(block.text("users.id").orElse("entryUUID"));
    }

    int pageSize() {
        return block.at("pageSize").orElse(PAGE) instanceof Number size ? size.intValue() : PAGE;
    }

    /** How groups are kept; empty where the app has none. */
    Optional<GroupSettings> groups() {
        return block.at("groups").isEmpty()
                ? Optional.empty()
                : Optional.of(new GroupSettings(
                        dn("groups.base"),
                        GroupClass.named(groupClass()).orElseThrow(),
                        block.text("groups.name").orElse("cn"),
                        block.text("groups.placeholder").orElseGet(() -> "cn=nobody," + dn("groups.base")),
                        block.at("groups.create").equals(Optional.of(true))));
    }

    private String key() {
        return block.text("users.key").orElse("employeeNumber");
    }

    private String groupClass() {
        return block.text("groups.objectClass").orElse("groupOfNames");
    }

    private Map<String, String> texts(String path) {
        var texts = new TreeMap<String, String>();
        if (block.at(path).orElse("") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }

    private Optional<Problem> dnProblem(String field) {
        var text = block.text(field).orElse("");
        return !text.isEmpty() && DN.isValidDN(text)
                ? Optional.empty()
                : Optional.of(new Problem(field, "give a distinguished name, such as ou=people,dc=example,dc=com"));
    }

    private DN dn(String field) {
        try {
            return new DN(block.text(field).orElse(""));
        } catch (LDAPException e) {
            throw new IllegalArgumentException(field + " is no distinguished name", e);
        }
    }
}
