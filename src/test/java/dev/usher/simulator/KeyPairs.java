package dev.usher.simulator;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** Self-signed key pairs of the JDK's own tool, each with a store of those who trust it; good at whatever time a test has. */
public record KeyPairs(KeyStore keys, KeyStore trust) {
    public static final String PASSWORD = "changeit";

    public static KeyPairs create(Path directory, String name) throws Exception {
        return create(directory, name, "EC");
    }

    /** The same with another algorithm, for those who cannot read every key. */
    public static KeyPairs create(Path directory, String name, String algorithm) throws Exception {
        Path file = directory.resolve(name + ".p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-startdate",
                "2020/01/01 00:00:00",
                "-validity",
                "36500",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        int result = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("keytool ended with " + result);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            keys.load(stored, PASSWORD.toCharArray());
        }
        Certificate certificate = keys.getCertificate(name);
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(name, certificate);
        return new KeyPairs(keys, trust);
    }

    /** The certificate as people write it down. */
    public String pem() throws Exception {
        return pem("CERTIFICATE", trust.getCertificate(alias()).getEncoded());
    }

    /** The private key in the same form. */
    public String keyPem() throws Exception {
        return pem("PRIVATE KEY", keys.getKey(alias(), PASSWORD.toCharArray()).getEncoded());
    }

    private String alias() throws KeyStoreException {
        return keys.aliases().nextElement();
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }
}
