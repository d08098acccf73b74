package dev.usher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who may see whom. */
public final class RoomRules {

    private static final String CONCRETE = "dev.usher.connector.*..";

    private RoomRules() {}

    public static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.of(
                "every class lives in a room of the design",
                classes().should().resideInAnyPackage(Room.all()),
                "package dev.usher.attic; class Lost {}"));
        for (Room room : Room.values()) {
            if (room != Room.RUNTIME) {
                rules.add(Rule.of(
                        room.title() + " sees only what the design lets it see",
                        classes()
                                .that()
                                .resideInAPackage(room.packages())
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(room.visible())),
                        "package dev.usher." + room.title()
                                + "; class Nosy { Object seen = new dev.usher.runtime.Wiring(); }"));
            }
        }
        rules.addAll(ofDomain());
        rules.addAll(ofLibraries());
        rules.addAll(ofConnectors());
        rules.add(Rule.of(
                "no packages depend on each other in a circle",
                slices().matching("dev.usher.(**)").should().beFreeOfCycles(),
                "package dev.usher.domain.circle; public class There { dev.usher.domain.circle.round.Back back; }"));
        return rules;
    }

    private static List<Rule> ofDomain() {
        return List.of(Rule.of(
                "domain touches no files, no network and no database",
                noClasses()
                        .that()
                        .resideInAPackage(Room.DOMAIN.packages())
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                "java.io..", "java.net..", "java.sql..", "java.nio.file..", "java.nio.channels..")),
                "package dev.usher.domain; class Reader { java.io.File file = new java.io.File(\"x\"); }"));
    }

    private static List<Rule> ofLibraries() {
        return List.of(
                only("only rules evaluates CEL", "dev.cel..", "dev.cel.Celestial", Room.RULES),
                only(
                        "only source knows FastCSV",
                        "de.siegmar.fastcsv..",
                        "de.siegmar.fastcsv.reader.CsvReader",
                        Room.SOURCE),
                only(
                        "only controller and runtime know the operator SDK",
                        "io.javaoperatorsdk..",
                        "io.javaoperatorsdk.operator.Operator",
                        Room.CONTROLLER,
                        Room.RUNTIME),
                only(
                        "only api, kube, controller, cli and runtime know Kubernetes",
                        "io.fabric8..",
                        "io.fabric8.kubernetes.client.KubernetesClient",
                        Room.API,
                        Room.KUBE,
                        Room.CONTROLLER,
                        Room.CLI,
                        Room.RUNTIME),
                only(
                        "only net knows the HTTP client",
                        "org.apache.hc..",
                        "org.apache.hc.core5.http.HttpHost",
                        Room.NET),
                only(
                        "only ldap, its connector and source know the LDAP library",
                        "com.unboundid.ldap..",
                        "com.unboundid.ldap.sdk.Filter",
                        Room.LDAP,
                        Room.CONNECTOR_LDAP,
                        Room.SOURCE),
                only(
                        "only scim and its connector know the SCIM library",
                        "com.unboundid.scim2..",
                        "com.unboundid.scim2.common.Path",
                        Room.SCIM,
                        Room.CONNECTOR_SCIM));
    }

    private static Rule only(String sentence, String library, String type, Room... rooms) {
        return Rule.of(
                sentence,
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                Arrays.stream(rooms).map(Room::packages).toArray(String[]::new))
                        .should()
                        .dependOnClassesThat(resideInAPackage(library)),
                "package dev.usher.audit; class Knows" + type.substring(type.lastIndexOf('.') + 1) + " { " + type
                        + " seen; }");
    }

    private static List<Rule> ofConnectors() {
        return List.of(
                Rule.of(
                        "a connector never sees another connector",
                        slices().matching("dev.usher.connector.(*)..").should().notDependOnEachOther(),
                        "package dev.usher.connector.ldap; class Peeking { dev.usher.connector.sql.Secret other; }"),
                Rule.of(
                        "only runtime names concrete connectors",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(CONCRETE, Room.RUNTIME.packages())
                                .should()
                                .dependOnClassesThat(resideInAPackage(CONCRETE)),
                        "package dev.usher.sync; class Partial { dev.usher.connector.sql.Secret favourite; }"));
    }
}
