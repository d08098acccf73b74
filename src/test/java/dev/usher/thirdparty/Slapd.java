package dev.usher.thirdparty;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import dev.usher.cluster.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * OpenLDAP's slapd with an empty directory {@code dc=example,dc=com}, started by whoever runs the tests.
 *
 * @param tlsPort where it speaks TLS from the first byte on; 0 without a certificate
 */
public record Slapd(int port, int tlsPort, Path directory, Leash leash) implements AutoCloseable {
    public static final String BASE = "dc=example,dc=com";
    public static final String ADMIN = "cn=admin," + BASE;
    public static final String PASSWORD = "third-party-secret";
    /** Who may write everything below the base, and is bound by the limits of everybody but that of pages. */
    public static final String USHER = "cn=usher," + BASE;

    /** Lets Usher find any number of entries by one search, page by page or not. */
    public static final String UNLIMITED = "limits dn.exact=\"" + USHER
            + "\" size.soft=unlimited size.hard=unlimited size.pr=1000 size.prtotal=unlimited";

    private static final String INSTALLED = "src/test/openldap/install.sh";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What it shows by TLS, each in PEM. */
    public record Shown(String certificate, String key) {}

    /**
     * Starts it without TLS, where it was installed before.
     *
     * @throws IllegalStateException with one line that says how it is
     */
    public static Slapd startIfInstalled() {
        return start(Installed.by(INSTALLED, "--if-there"), List.of(), "", "");
    }

    /** Starts it without TLS. */
    public static Slapd start() {
        return start(List.of(), "");
    }

    /**
     * Starts it on free ports, and waits until it listens.
     *
     * @param shown what it shows by TLS; none or one
     * @param more lines of its configuration, of which the first counts, before its own limits
     */
    public static Slapd start(List<Shown> shown, String more) {
        return start(Installed.by(INSTALLED), shown, more, "");
    }

    /**
     * Starts it without TLS and without a limit of what one search finds.
     *
     * @param more lines of its configuration, of which the first counts
     * @param ofChanges lines that say how it tells of changes
     */
    public static Slapd startUnlimited(String more, String ofChanges) {
        return start(Installed.by(INSTALLED), List.of(), more + '\n' + UNLIMITED, ofChanges);
    }

    /** Ends it, and starts it with what it kept; this one is of no use any more. */
    public Slapd again() {
        leash.close();
        return new Slapd(port, tlsPort, directory, launched(Installed.by(INSTALLED), port, tlsPort, directory));
    }

    private static Slapd start(Path root, List<Shown> shown, String more, String ofChanges) {
        int port = FreePort.find();
        int tlsPort = shown.isEmpty() ? 0 : FreePort.find();
        try {
            Path directory = Files.createTempDirectory("slapd");
            Files.createDirectory(directory.resolve("data"));
            Files.writeString(directory.resolve("slapd.conf"), configuration(root, directory, shown, more, ofChanges));
            Leash leash = launched(root, port, tlsPort, directory);
            Slapd slapd = new Slapd(port, tlsPort, directory, leash);
            slapd.fill();
            return slapd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Leash launched(Path root, int port, int tlsPort, Path directory) {
        String addresses = "ldap://127.0.0.1:" + port + (tlsPort == 0 ? "" : " ldaps://127.0.0.1:" + tlsPort);
        Leash leash = Leash.start(
                "slapd",
                Map.of(
                        "LD_LIBRARY_PATH",
                        root.resolve("usr/lib/x86_64-linux-gnu").toString()),
                List.of(
                        root.resolve("usr/sbin/slapd").toString(),
                        "-d",
                        "0",
                        "-f",
                        directory.resolve("slapd.conf").toString(),
                        "-h",
                        addresses));
        leash.awaitTrue(() -> listens(port), PATIENCE);
        return leash;
    }

    /** A connection of somebody who may do everything. */
    public LDAPConnection admin() {
        try {
            return new LDAPConnection("127.0.0.1", port, ADMIN, PASSWORD);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The units, and the entry of Usher. */
    private void fill() {
        try (LDAPConnection admin = admin()) {
            admin.add("dn: " + BASE, "objectClass: dcObject", "objectClass: organization", "dc: example", "o: example");
            for (String unit : List.of("people", "groups")) {
                admin.add("dn: ou=" + unit + "," + BASE, "objectClass: organizationalUnit", "ou: " + unit);
            }
            admin.add(
                    "dn: " + USHER,
                    "objectClass: organizationalRole",
                    "objectClass: simpleSecurityObject",
                    "cn: usher",
                    "userPassword: " + PASSWORD);
            // Without a policy that locks, a locked account lets everybody in.
            admin.add(
                    "dn: cn=policy," + BASE,
                    "objectClass: organizationalRole",
                    "objectClass: pwdPolicy",
                    "cn: policy",
                    "pwdAttribute: userPassword",
                    "pwdLockout: TRUE");
        } catch (LDAPException | LDIFException e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    private static String configuration(Path root, Path directory, List<Shown> shown, String more, String ofChanges)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String schema : List.of("core", "cosine", "nis", "inetorgperson")) {
            lines.append("include ")
                    .append(root.resolve("etc/ldap/schema/" + schema + ".schema"))
                    .append('\n');
        }
        lines.append("modulepath ").append(root.resolve("usr/lib/ldap")).append('\n');
        for (String module : List.of("back_mdb", "ppolicy", "syncprov", "unique", "refint", "lastbind")) {
            lines.append("moduleload ").append(module).append('\n');
        }
        for (Shown one : shown) {
            lines.append("TLSCertificateFile ")
                    .append(Files.writeString(directory.resolve("tls.crt"), one.certificate()))
                    .append("\nTLSCertificateKeyFile ")
                    .append(Files.writeString(directory.resolve("tls.key"), one.key()))
                    .append('\n');
        }
        return lines + """
                pidfile %1$s/slapd.pid
                argsfile %1$s/slapd.args
                database mdb
                directory %1$s/data
                maxsize 268435456
                dbnosync
                suffix %2$s
                rootdn %3$s
                rootpw %4$s
                index objectClass,entryUUID,uid,employeeNumber,member,cn eq
                %6$s
                limits dn.exact="%5$s" size.soft=100 size.hard=500 size.pr=1000 size.prtotal=unlimited
                access to * by dn.exact="%5$s" manage by * auth
                overlay ppolicy
                ppolicy_default "cn=policy,%2$s"
                overlay syncprov
                %7$s
                """.formatted(directory, BASE, ADMIN, PASSWORD, USHER, more, ofChanges);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        leash.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
