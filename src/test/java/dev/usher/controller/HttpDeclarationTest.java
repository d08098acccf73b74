package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.HttpSource;
import dev.usher.connector.SecretUse;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.source.http.Access;
import dev.usher.source.http.HttpTerms;
import dev.usher.source.http.Pagination;
import dev.usher.source.http.Pointer;
import dev.usher.source.http.Presets;
import dev.usher.source.http.Secured;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDeclarationTest {
    private static final String URL = "url: 'https://hr.example.com:8443/people?v=1', records: /data, ";

    private static HttpDeclaration.Translated translated(String spec, String... fields) {
        var drafting = new Drafting(
                "/id",
                Stream.of(fields)
                        .map(from -> new FieldTerms("title", from, Map.of(), Optional.empty()))
                        .toList());
        var said = Serialization.unmarshal("---\n{" + spec + "}", HttpSource.class);
        return new HttpDeclaration(said, new Wanted(drafting, Set.of()), Presets.shipped()).translated();
    }

    private static HttpTerms terms(String spec, String... fields) {
        return translated(spec, fields).declared().terms();
    }

    private static Set<Pointer> pointers(String... texts) {
        return Set.copyOf(Stream.of(texts).map(Pointer::parse).toList());
    }

    @Test
    void readsWhatIsLeftOut() {
        var terms = terms(URL, "/name");

        assertThat(terms.request().method()).isEqualTo(HttpTerms.Method.GET);
        assertThat(terms.request().url()).isEqualTo(URI.create("https://hr.example.com:8443/people?v=1"));
        assertThat(terms.access()).isEqualTo(new Access.Open());
        assertThat(terms.pagination()).isEqualTo(new Pagination.None());
        assertThat(terms.detail()).isEmpty();
        assertThat(terms.records()).hasToString("/data");
        assertThat(terms.key()).hasToString("/id");
        assertThat(terms.values()).isEqualTo(pointers("/name"));
        assertThat(terms.bounds().pause()).isZero();
        assertThat(translated(URL).secrets()).isEmpty();
        assertThat(translated(URL).declared().server()).isEqualTo(Secured.USUAL);
    }

    @Test
    void readsWhatIsDeclared() {
        var terms = terms(
                URL
                        + "method: POST, headers: {X-Version: '2'}, query: {expand: all}, body: '{\"a\": 1}', pauseMillis: 250");

        assertThat(terms.request())
                .isEqualTo(new HttpTerms.Request(
                        HttpTerms.Method.POST,
                        URI.create("https://hr.example.com:8443/people?v=1"),
                        Map.of("X-Version", "2"),
                        Map.of("expand", "all"),
                        Optional.of("{\"a\": 1}")));
        assertThat(terms.bounds().pause()).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            offset: {offset: {query: at}, size: {query: n, most: 50}, total: /all}    | Offset[offset=Query[name=at], size=Size[place=Query[name=n], most=50], total=Optional[/all]]
            offset: {offset: {field: /at}, size: {field: /n, most: 5}}               | Offset[offset=Field[pointer=/at], size=Size[place=Field[pointer=/n], most=5], total=Optional.empty]
            page: {number: {query: p}, first: 0, size: {query: n, most: 7}}          | Page[number=Query[name=p], first=0, size=Size[place=Query[name=n], most=7], total=Optional.empty]
            page: {number: {query: p}, size: {query: n, most: 7}, total: /all}       | Page[number=Query[name=p], first=1, size=Size[place=Query[name=n], most=7], total=Optional[/all]]
            cursor: {cursor: {query: c}, next: /next}                                | Cursor[cursor=Query[name=c], next=/next]
            link: {header: Link}                                                     | Link[]
            next: {address: /links/next}                                             | Next[address=/links/next]
            """)
    void readsHowPagesFollowOneAnother(String said, String pagination) {
        assertThat(terms(URL + "method: POST, body: '{\"at\": 0, \"n\": 0}', pagination: {" + said + "}")
                        .pagination())
                .hasToString(pagination);
    }

    @Test
    void asksOfAPersonByItselfOnlyWhatAFieldWants() {
        var spec = URL + "detail: {url: 'https://hr.example.com:8443/people/{key}', key: /id, fields: [/job, /boss]}";

        assertThat(terms(spec, "/name").detail()).isEmpty();
        assertThat(terms(spec, "/name", "/job")).satisfies(terms -> {
            assertThat(terms.values()).isEqualTo(pointers("/name"));
            assertThat(terms.detail().orElseThrow().values()).isEqualTo(pointers("/job"));
            assertThat(terms.detail().orElseThrow().key()).contains(Pointer.parse("/id"));
        });
    }

    @Test
    void readsAPresetWithWhatIsSaidBesideIt() {
        var terms = terms(
                "preset: successfactors@1, values: {host: api4.example.com}, query: {$select: userId}, headers: {X-A: b},"
                        + " auth: {basic: {secretRef: {name: hr, usernameKey: u, passwordKey: p}}}",
                "/jobTitle");

        assertThat(terms.request().url()).isEqualTo(URI.create("https://api4.example.com/odata/v2/EmpJob"));
        assertThat(terms.request().query()).containsEntry("$select", "userId").containsEntry("paging", "snapshot");
        assertThat(terms.request().headers()).containsEntry("X-A", "b");
        assertThat(terms.pagination()).isEqualTo(new Pagination.Next(Pointer.parse("/d/__next")));
        assertThat(terms.values()).isEqualTo(pointers("/jobTitle"));
        assertThat(terms(
                                "preset: bamboohr@1, values: {company: acme}, url: 'http://127.0.0.1:9', body: '{\"page\": 1}',"
                                        + " auth: {basic: {secretRef: {name: hr, usernameKey: u, passwordKey: p}}}")
                        .request())
                .satisfies(request -> {
                    assertThat(request.url()).hasToString("http://127.0.0.1:9/api/v2/datasets/employee/data");
                    assertThat(request.body()).contains("{\"page\": 1}");
                });
    }

    @Test
    void saysWhichPresetsThereAreAndHowTheyKnowWhoAsks() {
        assertThatThrownBy(() -> translated("preset: nobody@1"))
                .hasMessage(
                        "`preset` must be one that this version of Usher has: bamboohr@1, hibob@1, personio@1, rippling@1, successfactors@1, workday-report@1");
        assertThatThrownBy(() -> translated("preset: bamboohr@1, values: {company: acme}"))
                .hasMessageContaining("`auth` must be `basic` for the preset bamboohr@1");
        assertThatThrownBy(() -> translated(
                        "preset: bamboohr@1, auth: {basic: {secretRef: {name: hr, usernameKey: u, passwordKey: p}}}"))
                .hasMessageContaining("say what company is");
    }

    @Test
    void sendsEachSecretToTheHostsThatItIsFor() {
        var host = List.of("hr.example.com");
        var both = List.of("login.example.com", "hr.example.com");

        assertThat(translated(URL + "auth: {bearer: {secretRef: {name: hr, key: t}}}")
                        .secrets())
                .containsExactly(new SecretUse("token", "hr", "t", host));
        assertThat(translated(URL + "auth: {basic: {secretRef: {name: hr, usernameKey: u, passwordKey: p}}}")
                        .secrets())
                .containsExactly(new SecretUse("user", "hr", "u", host), new SecretUse("password", "hr", "p", host));
        assertThat(translated(URL + "auth: {header: {name: X-Key, secretRef: {name: hr, key: k}}}")
                        .secrets())
                .containsExactly(new SecretUse("key", "hr", "k", host));
        assertThat(translated(
                                URL
                                        + "auth: {oauth2: {tokenUrl: 'https://LOGIN.example.com/token', secretRef: {name: hr, clientIdKey: i, clientSecretKey: s}}}")
                        .secrets())
                .containsExactly(
                        new SecretUse("clientId", "hr", "i", both), new SecretUse("clientSecret", "hr", "s", both));
    }

    @Test
    void showsCertificatesToWhoeverIsToSeeThem() {
        var translated = translated(URL
                + "tls: {clientCertificate: {secretRef: {name: own, certificateKey: c, privateKeyKey: k}}},"
                + " auth: {oauth2: {tokenUrl: 'https://login.example.com/token', secretRef: {name: hr, clientIdKey: i},"
                + " clientCertificate: {secretRef: {name: tokens}}, scopes: [people], audience: hr}}");

        assertThat(translated.declared().terms().access())
                .isEqualTo(new Access.Client(
                        URI.create("https://login.example.com/token"),
                        List.of("people"),
                        Optional.of("hr"),
                        false,
                        true));
        assertThat(translated.secrets())
                .extracting(SecretUse::role, SecretUse::secret, SecretUse::key)
                .containsExactly(
                        tuple("clientId", "hr", "i"),
                        tuple("tokenCertificate", "tokens", "tls.crt"),
                        tuple("tokenCertificateKey", "tokens", "tls.key"),
                        tuple("certificate", "own", "c"),
                        tuple("certificateKey", "own", "k"));
        assertThat(translated.declared().server().secrets()).containsExactlyInAnyOrder("certificate", "certificateKey");
        assertThat(translated.declared().tokens().secrets())
                .containsExactlyInAnyOrder("tokenCertificate", "tokenCertificateKey");
        assertThatThrownBy(() -> translated(URL + "tls: {caBundle: none}")).hasMessageContaining("PEM");
    }
}
