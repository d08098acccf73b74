package dev.usher.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate authority for tests. It writes X.509 (RFC 5280) itself, since the JDK only reads it. */
record Authority(KeyPair keys, Certificate certificate) {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] ECDSA_WITH_SHA256 = sequence(hex("06082A8648CE3D040302"));
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] IS_AN_AUTHORITY = sequence(hex("0603551D13"), hex("0101FF"), hex("040530030101FF"));
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = hex("0603551D11");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    static Authority create() throws GeneralSecurityException {
        Instant now = Instant.now();
        return of(newKeys(), now.minusSeconds(3600), now.plusSeconds(3600));
    }

    private static Authority of(KeyPair keys, Instant from, Instant until) throws GeneralSecurityException {
        byte[] name = name("Authority of a test");
        return new Authority(keys, sign(keys, name, validity(from, until), name, keys, IS_AN_AUTHORITY));
    }

    /** The same, as its certificate was before it was renewed. */
    Authority before(Instant from, Instant until) throws GeneralSecurityException {
        return of(keys, from, until);
    }

    /** A server that is its own authority. */
    record Alone(SSLContext context, String pem) {}

    static Alone alone(String host, Instant from, Instant until) throws Exception {
        KeyPair keys = newKeys();
        Certificate own = sign(keys, name(host), validity(from, until), name(host), keys, alternative(host));
        return new Alone(context(keys, own), pem(own));
    }

    /** Its certificate as people write it down. */
    String pem() throws GeneralSecurityException {
        return pem(certificate);
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** What a server needs that is to prove the name. */
    SSLContext server(String name, Instant from, Instant until) throws Exception {
        KeyPair theirs = newKeys();
        Certificate leaf =
                sign(keys, name("Authority of a test"), validity(from, until), name(name), theirs, alternative(name));
        return context(theirs, leaf, certificate);
    }

    /** The same, and it asks clients for a certificate for which this authority vouches. */
    SSLContext serverThatAsks(String name) throws Exception {
        Instant now = Instant.now();
        KeyPair theirs = newKeys();
        Certificate leaf = sign(
                keys,
                name("Authority of a test"),
                validity(now.minusSeconds(3600), now.plusSeconds(3600)),
                name(name),
                theirs,
                alternative(name));
        return context(theirs, managers(), leaf, certificate);
    }

    /** What a client shows, as files hold it. */
    record Shown(String certificate, String key) {}

    /** What this authority vouches for by a certificate in a client's name. */
    Shown shown(String name, KeyPair theirs, Instant from, Instant until) throws GeneralSecurityException {
        Certificate leaf = sign(keys, name("Authority of a test"), validity(from, until), name(name), theirs);
        return new Shown(pem(leaf), pem("PRIVATE KEY", theirs.getPrivate().getEncoded()));
    }

    /** The same, of an EC key and for an hour. */
    Shown shown(String name) throws GeneralSecurityException {
        Instant now = Instant.now();
        return shown(name, newKeys(), now.minusSeconds(3600), now.plusSeconds(3600));
    }

    /** The same, in a certificate that says where its issuer, and what was revoked, can be read; without that issuer beside it. */
    SSLContext serverThatNames(URI place, String name) throws Exception {
        KeyPair theirs = newKeys();
        Instant now = Instant.now();
        byte[] uri = der(0x86, place.toString().getBytes(StandardCharsets.US_ASCII));
        byte[] issuer = sequence(hex("06082B06010505073002"), uri);
        byte[] responder = sequence(hex("06082B06010505073001"), uri);
        byte[] access = sequence(hex("06082B06010505070101"), der(0x04, sequence(issuer, responder)));
        byte[] revoked = sequence(hex("0603551D1F"), der(0x04, sequence(sequence(der(0xa0, der(0xa0, uri))))));
        Certificate leaf = sign(
                keys,
                name("Authority of a test"),
                validity(now.minusSeconds(3600), now.plusSeconds(3600)),
                name(name),
                theirs,
                alternative(name),
                access,
                revoked);
        return context(theirs, leaf);
    }

    private static byte[] alternative(String name) {
        return sequence(
                SUBJECT_ALTERNATIVE_NAME, der(0x04, sequence(der(0x82, name.getBytes(StandardCharsets.US_ASCII)))));
    }

    private static SSLContext context(KeyPair theirs, Certificate... chain) throws Exception {
        return context(theirs, null, chain);
    }

    private static SSLContext context(KeyPair theirs, TrustManager @Nullable [] clients, Certificate... chain)
            throws Exception {
        KeyStore store = emptyStore();
        store.setKeyEntry("server", theirs.getPrivate(), PASSWORD, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), clients, null);
        return context;
    }

    /** What a client needs that trusts this authority and no other. */
    SSLContext client() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(), null);
        return context;
    }

    private TrustManager[] managers() throws Exception {
        KeyStore store = emptyStore();
        store.setCertificateEntry("authority", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static Certificate sign(
            KeyPair signer, byte[] issuer, byte[] validity, byte[] subject, KeyPair holder, byte[]... extensions)
            throws GeneralSecurityException {
        byte[] serial =
                BigInteger.valueOf(holder.getPublic().hashCode() & 0x7fffffffL).toByteArray();
        byte[] body = sequence(
                der(0xa0, hex("020102")),
                der(0x02, serial),
                ECDSA_WITH_SHA256,
                issuer,
                validity,
                subject,
                holder.getPublic().getEncoded(),
                der(0xa3, sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(body);
        byte[] whole = sequence(body, ECDSA_WITH_SHA256, der(0x03, hex("00"), signature.sign()));
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] name(String commonName) {
        return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, commonName.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] validity(Instant from, Instant until) {
        return sequence(
                der(0x17, TIME.format(from).getBytes(StandardCharsets.US_ASCII)),
                der(0x17, TIME.format(until).getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (length > 0xff) {
            whole.write(0x82);
            whole.write(length >> 8);
        } else if (length > 0x7f) {
            whole.write(0x81);
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
