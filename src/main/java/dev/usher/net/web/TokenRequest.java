package dev.usher.net.web;

import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Body;
import dev.usher.net.HttpRequest;
import dev.usher.net.Limits;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What asks an authorization server for a token (RFC 6749 section 4.4).
 *
 * @param secret empty where the server knows the client by its certificate
 * @param inBody whether the client says who it is in the body of the request, not in its header
 */
public record TokenRequest(
        URI url,
        Sensitive id,
        Optional<Sensitive> secret,
        List<String> scopes,
        Optional<String> audience,
        boolean inBody) {
    private static final Limits LIMITS = new Limits(1 << 16, 1 << 16);

    public TokenRequest {
        scopes = List.copyOf(scopes);
    }

    /**
     * As it is sent.
     *
     * @param more headers beside its own
     */
    public HttpRequest within(Duration deadline, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (!inBody) {
            // Both are encoded first (RFC 6749 section 2.3.1).
            var word = secret.map(one -> one.reveal(TokenRequest::encoded)).orElse("");
            headers.putAll(Proof.basic(id.reveal(TokenRequest::encoded), word).headers());
        }
        return new HttpRequest("POST", url, headers, Body.of(form()), deadline, LIMITS);
    }

    private String form() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "client_credentials");
        if (!scopes.isEmpty()) {
            fields.put("scope", String.join(" ", scopes));
        }
        audience.ifPresent(said -> fields.put("audience", said));
        if (inBody) {
            fields.put("client_id", id.reveal(text -> text));
            secret.ifPresent(one -> fields.put("client_secret", one.reveal(text -> text)));
        }
        return fields.entrySet().stream().map(TokenRequest::pair).collect(Collectors.joining("&"));
    }

    private static String pair(Map.Entry<String, String> field) {
        return field.getKey() + "=" + encoded(field.getValue());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
