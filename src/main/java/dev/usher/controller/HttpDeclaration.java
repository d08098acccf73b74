package dev.usher.controller;

import dev.usher.api.HttpAuth;
import dev.usher.api.HttpSource;
import dev.usher.api.HttpTls;
import dev.usher.connector.SecretUse;
import dev.usher.source.http.Access;
import dev.usher.source.http.DeltaTerms;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.http.HttpTerms;
import dev.usher.source.http.HttpTerms.Bounds;
import dev.usher.source.http.HttpTerms.Detail;
import dev.usher.source.http.HttpTerms.Method;
import dev.usher.source.http.HttpTerms.Request;
import dev.usher.source.http.Pagination;
import dev.usher.source.http.Pointer;
import dev.usher.source.http.Preset;
import dev.usher.source.http.Presets;
import dev.usher.source.http.Secured;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An interface as a source declares it, in words of what reads it. */
final class HttpDeclaration {
    private final HttpSource said;
    private final Wanted wanted;
    private final Presets presets;

    HttpDeclaration(HttpSource said, Wanted wanted, Presets presets) {
        this.said = said;
        this.wanted = wanted;
        this.presets = presets;
    }

    /**
     * What reads it, and what has to be known for that.
     *
     * @param secrets where it stands, and to whom it is sent
     */
    record Translated(HttpFeeds.Declared declared, List<SecretUse> secrets) {}

    /** @throws IllegalArgumentException if the schema let through what cannot be; the message says what to write instead */
    Translated translated() {
        var access = access();
        var terms = said.preset() == null ? terms(access) : terms(preset(said.preset()), access);
        var tls = Optional.ofNullable(said.tls());
        var oauth2 = Optional.ofNullable(said.auth()).flatMap(auth -> Optional.ofNullable(auth.oauth2()));
        var server =
                new Secured(tls.flatMap(one -> Optional.ofNullable(one.caBundle())), tls.flatMap(HttpDeclaration::own));
        var tokens = new Secured(
                oauth2.flatMap(one -> Optional.ofNullable(one.caBundle())),
                oauth2.flatMap(one -> Optional.ofNullable(one.clientCertificate()))
                        .map(any -> HttpSecrets.TO_TOKENS));
        return new Translated(
                new HttpFeeds.Declared(terms, server, tokens, delta()),
                HttpSecrets.of(said, terms.request().url()));
    }

    private Optional<DeltaTerms> delta() {
        return Optional.ofNullable(said.delta())
                .map(one -> DeltaDeclaration.read(
                        one, Optional.ofNullable(said.preset()).map(this::preset)));
    }

    private static Optional<Secured.Shown> own(HttpTls tls) {
        return Optional.ofNullable(tls.clientCertificate()).map(any -> HttpSecrets.OWN);
    }

    private Preset preset(String reference) {
        return presets.find(reference)
                .orElseThrow(() -> new IllegalArgumentException("`preset` must be one that this version of Usher has: "
                        + presets.all().stream().map(Preset::reference).sorted().collect(Collectors.joining(", "))));
    }

    private HttpTerms terms(Access access) {
        var request = new Request(
                Optional.ofNullable(said.method()).map(Method::valueOf).orElse(Method.GET),
                URI.create(Optional.ofNullable(said.url()).orElse("")),
                said.headers(),
                said.query(),
                Optional.ofNullable(said.body()));
        var detail = Optional.ofNullable(said.detail())
                .map(one -> new Detail(
                        one.url(),
                        Optional.ofNullable(one.key()).map(Pointer::parse),
                        one.fields().stream().map(Pointer::parse).collect(Collectors.toSet())));
        return terms(
                request,
                access,
                Optional.ofNullable(said.pagination())
                        .map(HttpDeclaration::pagination)
                        .orElse(new Pagination.None()),
                detail,
                Pointer.parse(Optional.ofNullable(said.records()).orElse("")),
                Duration.ZERO);
    }

    private HttpTerms terms(Preset preset, Access access) {
        var usual = preset.terms(Optional.ofNullable(said.url()).map(URI::create), said.values());
        if (!usual.access().way().equals(access.way())) {
            throw new IllegalArgumentException(
                    "`auth` must be `" + usual.access().way() + "` for the preset " + preset.reference()
                            + ", which knows nobody by anything else");
        }
        var request = usual.request();
        return terms(
                new Request(
                        request.method(),
                        request.url(),
                        merged(request.headers(), said.headers()),
                        merged(request.query(), said.query()),
                        Optional.ofNullable(said.body()).or(request::body)),
                access,
                usual.pagination(),
                usual.detail(),
                usual.records(),
                usual.bounds().pause());
    }

    /** Nothing is asked of a person by itself that no field wants to know. */
    private HttpTerms terms(
            Request request,
            Access access,
            Pagination pagination,
            Optional<Detail> detail,
            Pointer records,
            Duration pause) {
        var list = wanted.columns().stream().map(Pointer::parse).collect(Collectors.toSet());
        var detailed = new HashSet<>(detail.map(Detail::values).orElse(Set.of()));
        detailed.retainAll(list);
        list.removeAll(detailed);
        return new HttpTerms(
                request,
                access,
                pagination,
                detail.filter(any -> !detailed.isEmpty()).map(one -> new Detail(one.url(), one.key(), detailed)),
                records,
                Pointer.parse(wanted.drafting().key()),
                list,
                Bounds.USUAL.pausing(Optional.ofNullable(said.pauseMillis())
                        .map(Duration::ofMillis)
                        .orElse(pause)));
    }

    private static Map<String, String> merged(Map<String, String> usual, Map<String, String> more) {
        var all = new TreeMap<>(usual);
        all.putAll(more);
        return all;
    }

    private static Pagination pagination(HttpSource.Pages pages) {
        if (pages.offset() != null) {
            var by = pages.offset();
            return new Pagination.Offset(place(by.offset()), size(by.size()), pointer(by.total()));
        }
        if (pages.page() != null) {
            var by = pages.page();
            return new Pagination.Page(
                    place(by.number()),
                    Optional.ofNullable(by.first()).orElse(1),
                    size(by.size()),
                    pointer(by.total()));
        }
        if (pages.cursor() != null) {
            return new Pagination.Cursor(
                    place(pages.cursor().cursor()), Pointer.parse(pages.cursor().next()));
        }
        return pages.next() == null
                ? new Pagination.Link()
                : new Pagination.Next(Pointer.parse(pages.next().address()));
    }

    private static Pagination.Size size(HttpSource.PageSize size) {
        return new Pagination.Size(place(new HttpSource.Place(size.query(), size.field())), size.most());
    }

    private static Pagination.Place place(HttpSource.Place place) {
        return pointer(place.field())
                .<Pagination.Place>map(Pagination.Place.Field::new)
                .orElseGet(() -> new Pagination.Place.Query(
                        Optional.ofNullable(place.query()).orElse("")));
    }

    private static Optional<Pointer> pointer(@Nullable String text) {
        return Optional.ofNullable(text).map(Pointer::parse);
    }

    private Access access() {
        var auth = said.auth();
        if (auth == null) {
            return new Access.Open();
        }
        if (auth.bearer() != null) {
            return new Access.Bearer();
        }
        if (auth.basic() != null) {
            return new Access.Basic();
        }
        if (auth.header() != null) {
            return new Access.Header(auth.header().name());
        }
        return Optional.ofNullable(auth.oauth2())
                .<Access>map(HttpDeclaration::client)
                .orElseThrow(() -> new IllegalArgumentException("`auth` must hold one way that there is"));
    }

    private static Access.Client client(HttpAuth.OAuth2 said) {
        var hasSecret = said.secretRef().clientSecretKey() != null;
        return new Access.Client(
                URI.create(said.tokenUrl()),
                Optional.ofNullable(said.scopes()).orElse(List.of()),
                Optional.ofNullable(said.audience()),
                hasSecret,
                !hasSecret || "body".equals(said.credentialsIn()));
    }
}
