package dev.usher.connector.scim;

import dev.usher.connector.Block;
import dev.usher.connector.DeclaredCertificate;
import dev.usher.connector.Problem;
import dev.usher.net.web.KeyHeader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The block {@code auth} of a TargetApp: exactly one of {@code bearer}, {@code basic}, {@code header} and {@code oauth2}, or nothing
 * where the app is shown a certificate.
 */
record AuthSettings(Block block) {
    private static final String CA_BUNDLE = "caBundle";
    private static final String CLIENT_CERTIFICATE = "clientCertificate";
    private static final String CLIENT_SECRET_KEY = "clientSecretKey";
    private static final String CREDENTIALS_IN_FIELD = "credentialsIn";
    private static final String AUTH = "auth";
    private static final List<String> WAYS = List.of("bearer", "basic", "header", "oauth2");

    /** A scope (RFC 6749 section 3.3). */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,256}");

    private static final Set<String> CREDENTIALS_IN = Set.of("header", "body");

    List<Problem> problems() {
        if (isLeftToTheCertificate()) {
            return List.of();
        }
        var ways = ways();
        if (ways.size() != 1) {
            var advice = "give exactly one of " + String.join(", ", WAYS)
                    + (block.at(AUTH).isEmpty() ? ", or " + ScimSettings.CLIENT_CERTIFICATE + " and no auth" : "");
            return List.of(ways.isEmpty() ? Problem.newer(AUTH, advice) : new Problem(AUTH, advice));
        }
        var way = ways.getFirst();
        return (switch (way) {
                    case "bearer" -> secret("key");
                    case "basic" -> secret("usernameKey", "passwordKey");
                    case "header" -> header();
                    default -> client();
                })
                .stream().map(problem -> problem.in(AUTH + "." + way)).toList();
    }

    /** How Usher proves itself; there are no problems when this is asked. */
    Access access() {
        if (isLeftToTheCertificate()) {
            return new Access.CertificateAlone();
        }
        return switch (ways().getFirst()) {
            case "bearer" -> new Access.Bearer(place("key"));
            case "basic" -> new Access.Basic(place("usernameKey"), place("passwordKey"));
            case "header" -> new Access.Header(text("name").orElse(""), place("key"));
            default ->
                new Access.Client(
                        TokenUrl.parse(text("tokenUrl").orElse("")),
                        place("clientIdKey"),
                        text("secretRef." + CLIENT_SECRET_KEY).map(_ -> place(CLIENT_SECRET_KEY)),
                        block.texts(path("scopes")),
                        text("audience"),
                        text(CA_BUNDLE),
                        DeclaredCertificate.at(block, path(CLIENT_CERTIFICATE), CLIENT_CERTIFICATE),
                        text("secretRef." + CLIENT_SECRET_KEY).isEmpty()
                                || text(CREDENTIALS_IN_FIELD)
                                        .filter("body"::equals)
                                        .isPresent());
        };
    }

    private boolean isLeftToTheCertificate() {
        return block.at(AUTH).isEmpty()
                && block.at(ScimSettings.CLIENT_CERTIFICATE).isPresent();
    }

    private List<String> ways() {
        return WAYS.stream()
                .filter(way -> block.at(AUTH + "." + way).isPresent())
                .toList();
    }

    private List<Problem> secret(String... keys) {
        var problems = new ArrayList<Problem>();
        if (text("secretRef.name").isEmpty()) {
            problems.add(new Problem("secretRef.name", "give the name of the Secret"));
        }
        for (var key : keys) {
            if (text("secretRef." + key).isEmpty()) {
                problems.add(new Problem("secretRef." + key, "give a key of the Secret"));
            }
        }
        return problems;
    }

    private List<Problem> header() {
        var problems = new ArrayList<Problem>();
        var name = text("name").orElse("");
        if (!KeyHeader.isName(name)) {
            problems.add(new Problem(
                    "name", "give the name of a header, such as X-Api-Key: at most 64 letters, digits, '-' and '_'"));
        } else if (KeyHeader.isTaken(name)) {
            problems.add(new Problem("name", "this header means something else than a key: it cannot be used for one"));
        }
        problems.addAll(secret("key"));
        return problems;
    }

    private List<Problem> client() {
        var problems = new ArrayList<Problem>();
        urlProblem().ifPresent(advice -> problems.add(new Problem("tokenUrl", advice)));
        problems.addAll(credentials());
        problems.addAll(Authorities.problems(CA_BUNDLE, text(CA_BUNDLE)));
        if (!block.texts(path("scopes")).stream()
                .allMatch(scope -> SCOPE.matcher(scope).matches())) {
            problems.add(new Problem("scopes", "give each scope as a text of its own, without spaces and quotes"));
        }
        text(CREDENTIALS_IN_FIELD)
                .filter(said -> !CREDENTIALS_IN.contains(said))
                .ifPresent(said -> problems.add(Problem.newer(
                        CREDENTIALS_IN_FIELD,
                        "it can be " + CREDENTIALS_IN.stream().sorted().collect(Collectors.joining(", ")))));
        return problems;
    }

    private List<Problem> credentials() {
        var problems = new ArrayList<Problem>();
        if (block.at(path(CLIENT_CERTIFICATE)).isEmpty()) {
            problems.addAll(secret("clientIdKey", CLIENT_SECRET_KEY));
        } else {
            problems.addAll(secret("clientIdKey"));
            DeclaredCertificate.problems(
                            block, path(CLIENT_CERTIFICATE), address().flatMap(Endpoint::unshown))
                    .forEach(problem -> problems.add(problem.in(CLIENT_CERTIFICATE)));
            if (text("secretRef." + CLIENT_SECRET_KEY).isEmpty()
                    && text(CREDENTIALS_IN_FIELD).filter("header"::equals).isPresent()) {
                problems.add(new Problem(
                        CREDENTIALS_IN_FIELD, "without clientSecretKey the id is sent in the body: leave it out"));
            }
        }
        return problems;
    }

    private Optional<URI> address() {
        return urlProblem().isPresent()
                ? Optional.empty()
                : Optional.of(TokenUrl.parse(text("tokenUrl").orElse("")).uri());
    }

    private Optional<String> urlProblem() {
        try {
            TokenUrl.parse(text("tokenUrl").orElse(""));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private Access.Key place(String key) {
        return new Access.Key(
                text("secretRef.name").orElse(""), text("secretRef." + key).orElse(""));
    }

    private Optional<String> text(String name) {
        return block.text(path(name));
    }

    /** Below the one way that there is. */
    private String path(String name) {
        return AUTH + "." + ways().getFirst() + "." + name;
    }
}
