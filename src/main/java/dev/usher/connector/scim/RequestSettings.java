package dev.usher.connector.scim;

import dev.usher.connector.Block;
import dev.usher.connector.Problem;
import dev.usher.net.web.WebAddress;
import dev.usher.scim.Resource;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request about one account as a TargetApp declares it; none where it declares none.
 *
 * @param path where it stands
 * @param usual by which statuses it is answered that it is done, where nothing is said; empty: every 2xx
 */
record RequestSettings(Block block, String path, Set<Integer> usual) {
    private static final String METHOD = "method";
    private static final String URL = "url";
    private static final String BODY = "body";
    private static final String EXPECTED = "expected";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int LOWEST = 200;
    private static final int HIGHEST = 599;

    RequestSettings {
        usual = Set.copyOf(usual);
    }

    /** What is wrong with it, for an app at this address. */
    List<Problem> problems(Optional<Endpoint> endpoint) {
        if (block.at(path).isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        text(METHOD)
                .filter(said -> !METHODS.contains(said))
                .ifPresent(said -> problems.add(Problem.newer(
                        METHOD, "it can be " + METHODS.stream().sorted().collect(Collectors.joining(", ")))));
        endpoint.flatMap(this::urlProblem).ifPresent(advice -> problems.add(new Problem(URL, advice)));
        bodyProblem().ifPresent(advice -> problems.add(new Problem(BODY, advice)));
        if (!DeclaredRequest.isAboutSomebody(text(URL).orElse(""))
                && !DeclaredRequest.isAboutSomebody(text(BODY).orElse(""))) {
            problems.add(
                    new Problem(
                            URL,
                            "name the account in url or body, by {id}, {userName} or {externalId}: otherwise it could be about everybody"));
        }
        if (!expected().stream().allMatch(status -> status >= LOWEST && status <= HIGHEST)) {
            problems.add(new Problem(EXPECTED, "give statuses from " + LOWEST + " to " + HIGHEST));
        }
        return problems.stream().map(problem -> problem.in(path)).toList();
    }

    /** By which request; there are no problems when this is asked. */
    Optional<DeclaredRequest> request(Endpoint endpoint) {
        return block.at(path)
                .map(any -> new DeclaredRequest(
                        text(METHOD).orElse("POST"),
                        absolute(endpoint),
                        text(BODY),
                        expected().isEmpty() ? usual : Set.copyOf(expected())));
    }

    /** Whether it can be asked for. */
    boolean isThere() {
        return block.at(path).isPresent();
    }

    /** To which host credentials go for it; the same. */
    Optional<String> host(Endpoint endpoint) {
        return block.at(path).map(any -> WebAddress.host(sample(endpoint)));
    }

    private URI sample(Endpoint endpoint) {
        return Endpoint.absolute(DeclaredRequest.sample(absolute(endpoint)));
    }

    /** A path is one of the SCIM service. */
    private String absolute(Endpoint endpoint) {
        var said = text(URL).orElse("");
        return said.startsWith("/") ? endpoint.base() + said : said;
    }

    private Optional<String> urlProblem(Endpoint endpoint) {
        var template = absolute(endpoint);
        try {
            var uri = sample(endpoint);
            if (DeclaredRequest.isAboutSomebody(template.split("/", -1)[2])) {
                return Optional.of("give a host that is the same for everybody");
            }
            if (uri.getRawFragment() != null) {
                return Optional.of("give the URL without a fragment");
            }
            if (!uri.normalize().equals(uri)) {
                return Optional.of("give the URL without . and .. in its path");
            }
            return endpoint.base().getScheme().equals("https") && !"https".equalsIgnoreCase(uri.getScheme())
                    ? Optional.of("give a URL that begins with https://, as the endpoint does")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    "give a path below the endpoint, such as /Users/{id}/sessions, or a URL such as https://app.example.com/sessions/{id}; places are {id}, {userName} and {externalId}");
        }
    }

    private Optional<String> bodyProblem() {
        return text(BODY)
                .map(DeclaredRequest::sample)
                .filter(sample -> Resource.parse(new ByteArrayInputStream(sample.getBytes(StandardCharsets.UTF_8)))
                        .isEmpty())
                .map(
                        any ->
                                "give one JSON object, with {id}, {userName} and {externalId} within quotes, such as {\"user\": \"{id}\"}");
    }

    private List<Integer> expected() {
        return block.texts(path + "." + EXPECTED).stream()
                .map(text -> text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0)
                .toList();
    }

    private Optional<String> text(String name) {
        return block.text(path + "." + name);
    }
}
