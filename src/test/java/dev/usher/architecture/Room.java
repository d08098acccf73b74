package dev.usher.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rooms of the design, part 8: what each may see of the others, and which libraries. The JDK and the annotations of
 * JSpecify are seen by all. Where a port's signature holds types of the SPI, those who implement or call it see the SPI.
 */
public enum Room {
    /** What lines of the log are about. */
    LOG(sees(), libraries()),
    API(sees(), libraries("io.fabric8..", "com.fasterxml.jackson..")),
    DOMAIN(sees(), libraries()),
    RULES(sees(DOMAIN), libraries("dev.cel..", "com.google.common..", "com.ibm.icu..")),
    NET(sees(DOMAIN), libraries("org.apache.hc..", "javax.net..")),
    /** The library takes the sockets that net opened from factories of the JDK's types. */
    LDAP(
            sees(DOMAIN, NET),
            libraries("com.unboundid.ldap..", "com.unboundid.util..", "com.unboundid.asn1..", "javax.net..")),
    SCIM(sees(), libraries("com.fasterxml.jackson..", "com.unboundid.scim2..")),
    CONNECTOR(sees(DOMAIN, NET), libraries()),
    CONNECTOR_SCIM(sees(CONNECTOR, DOMAIN, NET, SCIM), libraries("com.fasterxml.jackson..", "com.unboundid.scim2..")),
    CONNECTOR_LDAP(
            sees(CONNECTOR, DOMAIN, NET, LDAP),
            libraries("com.unboundid.ldap..", "com.unboundid.util..", "com.unboundid.asn1..")),
    CONNECTOR_SQL(sees(CONNECTOR, DOMAIN, NET), libraries("org.postgresql..", "javax.net..")),
    SYNC(sees(CONNECTOR, DOMAIN, LOG), libraries()),
    SOURCE(
            sees(DOMAIN, LOG, RULES, NET, LDAP),
            libraries(
                    "de.siegmar.fastcsv..", "com.fasterxml.jackson..", "com.unboundid.ldap..", "com.unboundid.asn1..")),
    KUBE(sees(API, CONNECTOR, SYNC, SOURCE, DOMAIN, LOG), libraries("io.fabric8..")),
    AUDIT(sees(CONNECTOR, SYNC, DOMAIN, LOG), libraries("com.fasterxml.jackson..")),
    CONTROLLER(
            sees(API, CONNECTOR, DOMAIN, LOG, SYNC, SOURCE, KUBE), libraries("io.fabric8..", "io.javaoperatorsdk..")),
    CLI(
            sees(API, AUDIT, CONNECTOR, CONTROLLER, DOMAIN, NET, KUBE),
            libraries("io.fabric8..", "picocli..", "com.fasterxml.jackson..")),
    /** Wires the others, and so sees all: no rule reads these lists. */
    RUNTIME(sees(), libraries());

    /** Packages, separated by commas: enums stay immutable. */
    private final String visible;

    Room(List<Room> sees, List<String> libraries) {
        List<String> packages = new ArrayList<>(List.of(packages(), "java..", "javax.crypto..", "org.jspecify.."));
        sees.forEach(room -> packages.add(room.packages()));
        packages.addAll(libraries);
        this.visible = String.join(",", packages);
    }

    /** As people write it: {@code connector.scim}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The packages of this room, as ArchUnit writes them; the SPI is one package, its neighbours are rooms of their own. */
    String packages() {
        return "dev.usher." + title() + (name().equals("CONNECTOR") ? "" : "..");
    }

    /** All packages that code in this room may name. */
    String[] visible() {
        return visible.split(",", -1);
    }

    static String[] all() {
        return Arrays.stream(values()).map(Room::packages).toArray(String[]::new);
    }

    private static List<Room> sees(Room... rooms) {
        return List.of(rooms);
    }

    private static List<String> libraries(String... packages) {
        return List.of(packages);
    }
}
