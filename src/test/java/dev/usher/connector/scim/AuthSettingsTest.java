package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Block;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {
    private static final String APP = "scim.example.com";
    private static final String ISSUER = "login.example.com";
    private static final Map<String, Object> TOKEN = Map.of("name", "wiki", "key", "token");
    private static final Map<String, Object> LOGIN = Map.of("name", "wiki", "usernameKey", "u", "passwordKey", "p");
    private static final Map<String, Object> CLIENT =
            Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s");

    private static AuthSettings auth(Map<String, Object> auth) {
        return new AuthSettings(new Block(Map.of("auth", auth)));
    }

    private static AuthSettings oauth2(String field, Object value) {
        var client =
                new HashMap<String, Object>(Map.of("tokenUrl", "https://login.example.com/token", "secretRef", CLIENT));
        client.put(field, value);
        return auth(Map.of("oauth2", client));
    }

    private static List<SecretUse> secrets(AuthSettings auth) {
        assertThat(auth.problems()).isEmpty();
        return auth.access().secrets(APP);
    }

    private static List<String> wrong(AuthSettings auth) {
        return auth.problems().stream().map(Problem::field).toList();
    }

    @Test
    void sendWhatProvesUsherToTheAppAlone() {
        assertThat(secrets(auth(Map.of("bearer", Map.of("secretRef", TOKEN)))))
                .containsExactly(new SecretUse("token", "wiki", "token", List.of(APP)));
        assertThat(secrets(auth(Map.of("basic", Map.of("secretRef", LOGIN)))))
                .containsExactly(
                        new SecretUse("user", "wiki", "u", List.of(APP)),
                        new SecretUse("password", "wiki", "p", List.of(APP)));
        assertThat(secrets(auth(Map.of("header", Map.of("name", "X-Api-Key", "secretRef", TOKEN)))))
                .containsExactly(new SecretUse("key", "wiki", "token", List.of(APP)));
    }

    /** Else a token for somebody's app could be had for an app of one's own. */
    @Test
    void buyATokenOnlyForAnAppToWhichTheSecretIsOffered() {
        assertThat(secrets(oauth2("tokenUrl", "https://LOGIN.example.com.:443/token?policy=a")))
                .containsExactly(
                        new SecretUse("clientId", "wiki", "i", List.of(ISSUER, APP)),
                        new SecretUse("clientSecret", "wiki", "s", List.of(ISSUER, APP)));
        assertThat(secrets(oauth2("tokenUrl", "https://scim.example.com/token")))
                .extracting(SecretUse::hosts)
                .containsOnly(List.of(APP));
    }

    @Test
    void haveExactlyOneWay() {
        var advice = "give exactly one of bearer, basic, header, oauth2";
        assertThat(auth(Map.of()).problems()).containsExactly(Problem.newer("auth", advice));
        assertThat(auth(Map.of("kerberos", Map.of())).problems()).containsExactly(Problem.newer("auth", advice));
        assertThat(auth(Map.of("bearer", Map.of("secretRef", TOKEN), "basic", Map.of("secretRef", LOGIN)))
                        .problems())
                .containsExactly(new Problem("auth", advice));
    }

    @Test
    void mayBeLeftToACertificate() {
        var alone = new AuthSettings(new Block(Map.of("tls", Map.of("clientCertificate", Map.of()))));
        assertThat(alone.problems()).isEmpty();
        assertThat(alone.access()).isEqualTo(new Access.CertificateAlone());
        assertThat(alone.access().secrets(APP)).isEmpty();

        assertThat(new AuthSettings(new Block(Map.of("tls", Map.of()))).problems())
                .containsExactly(Problem.newer(
                        "auth",
                        "give exactly one of bearer, basic, header, oauth2, or tls.clientCertificate and no auth"));
    }

    /** A token is bought by the certificate, too. */
    @Test
    void showACertificateToTheAuthorizationServerWithASecretOrWithoutOne() {
        var certificate = Map.of("secretRef", Map.of("name", "wiki-tls", "privateKeyKey", "own.key"));
        assertThat(secrets(oauth2("clientCertificate", certificate)))
                .contains(
                        new SecretUse("clientSecret", "wiki", "s", List.of(ISSUER, APP)),
                        new SecretUse("clientCertificate", "wiki-tls", "tls.crt", List.of(ISSUER, APP)),
                        new SecretUse("clientCertificateKey", "wiki-tls", "own.key", List.of(ISSUER, APP)));

        var client = new HashMap<String, Object>(Map.of(
                "tokenUrl",
                "https://login.example.com/token",
                "secretRef",
                Map.of("name", "wiki", "clientIdKey", "i"),
                "clientCertificate",
                certificate));
        assertThat(secrets(auth(Map.of("oauth2", client))))
                .extracting(SecretUse::role)
                .containsExactly("clientId", "clientCertificate", "clientCertificateKey");
        client.put("credentialsIn", "header");
        assertThat(wrong(auth(Map.of("oauth2", client)))).containsExactly("auth.oauth2.credentialsIn");
        client.remove("credentialsIn");
        client.put("tokenUrl", "http://login.example.com/token");
        client.put("clientCertificate", Map.of("secretRef", "wiki-tls"));
        assertThat(wrong(auth(Map.of("oauth2", client))))
                .containsExactly(
                        "auth.oauth2.clientCertificate.secretRef.name", "auth.oauth2.clientCertificate.secretRef");
        client.remove("clientCertificate");
        assertThat(wrong(auth(Map.of("oauth2", client)))).containsExactly("auth.oauth2.secretRef.clientSecretKey");
    }

    @Test
    void nameEachFieldThatIsMissing() {
        assertThat(wrong(auth(Map.of("bearer", Map.of()))))
                .containsExactly("auth.bearer.secretRef.name", "auth.bearer.secretRef.key");
        assertThat(wrong(auth(Map.of("basic", Map.of("secretRef", TOKEN)))))
                .containsExactly("auth.basic.secretRef.usernameKey", "auth.basic.secretRef.passwordKey");
        assertThat(wrong(auth(Map.of("header", Map.of("secretRef", "wiki")))))
                .containsExactly("auth.header.name", "auth.header.secretRef.name", "auth.header.secretRef.key");
        assertThat(wrong(auth(Map.of("oauth2", "please"))))
                .containsExactly(
                        "auth.oauth2.tokenUrl",
                        "auth.oauth2.secretRef.name",
                        "auth.oauth2.secretRef.clientIdKey",
                        "auth.oauth2.secretRef.clientSecretKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Host",
                "HOST",
                "Content-Type",
                "Content-Length",
                "Transfer-Encoding",
                "TE",
                "Cookie",
                "Accept",
                "Accept-Encoding",
                "If-Match",
                "Connection",
                "Proxy-Authorization",
                "X-Forwarded-For",
                "Forwarded",
                "User-Agent",
                "X-Correlation-Id",
                "X-HTTP-Method-Override",
                "X Key",
                "X-Key\r\nHost",
                "X-Key:",
                "-Key",
                "Schlüssel",
                "Kelvin-\u212A"
            })
    void sendAKeyInNoHeaderThatMeansSomethingElse(String name) {
        assertThat(wrong(auth(Map.of("header", Map.of("name", name, "secretRef", TOKEN)))))
                .containsExactly("auth.header.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Api-Key", "x-api-key", "Api_Key", "PRIVATE-TOKEN", "DD-API-KEY"})
    void sendAKeyInAHeaderOfItsOwn(String name) {
        assertThat(auth(Map.of("header", Map.of("name", name, "secretRef", TOKEN)))
                        .access())
                .isEqualTo(new Access.Header(name, new Access.Key("wiki", "token")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login.example.com/token",
                "ftp://login.example.com/token",
                "https://usher:secret@login.example.com/token",
                "https://login.example.com/token#x",
                "https:///token",
                "https://login.example.com:70000/token",
                "https://login example.com/token"
            })
    void askNoTokenOfWhatIsNoAddress(String url) {
        assertThat(wrong(oauth2("tokenUrl", url))).containsExactly("auth.oauth2.tokenUrl");
    }

    @Test
    void sayWhatTheTokenIsForAndHowTheClientProvesItself() {
        assertThat(oauth2("scopes", List.of("scim.read", "scim.write")).access())
                .isInstanceOfSatisfying(Access.Client.class, client -> {
                    assertThat(client.scopes()).containsExactly("scim.read", "scim.write");
                    assertThat(client.inBody()).isFalse();
                });
        assertThat(oauth2("credentialsIn", "body").access())
                .isInstanceOfSatisfying(
                        Access.Client.class,
                        client -> assertThat(client.inBody()).isTrue());
        assertThat(wrong(oauth2("scopes", List.of("scim.read scim.write")))).containsExactly("auth.oauth2.scopes");
        assertThat(wrong(oauth2("caBundle", "trust me"))).containsExactly("auth.oauth2.caBundle");
        assertThat(wrong(oauth2("scopes", List.of("\"")))).containsExactly("auth.oauth2.scopes");
        assertThat(oauth2("credentialsIn", "assertion").problems())
                .containsExactly(Problem.newer("auth.oauth2.credentialsIn", "it can be body, header"));
    }
}
