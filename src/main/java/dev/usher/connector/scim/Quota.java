package dev.usher.connector.scim;

import dev.usher.net.HttpAnswer;
import dev.usher.net.web.SaidTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the headers of an answer say of the requests that an app still takes: those that many apps have, and {@code RateLimit}
 * (draft-ietf-httpapi-ratelimit-headers).
 */
final class Quota {
    private static final List<String> FAMILIES = List.of("x-ratelimit", "x-rate-limit", "ratelimit");
    private static final long EPOCH_SECONDS = 1_000_000_000L;
    private static final long EPOCH_MILLIS = 1_000_000_000_000L;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
    private static final Pattern LEFT = Pattern.compile("(?:^|[;,\\s])(?:r|remaining)=(\\d{1,15})(?![^;,\\s])");
    private static final Pattern RESET = Pattern.compile("(?:^|[;,\\s])(?:t|reset)=(\\d{1,15})(?![^;,\\s])");

    /** So many are left, until there are more. */
    private record Window(Optional<Long> left, Duration reset) {
        boolean isUsedUp() {
            return left.filter(count -> count == 0).isPresent();
        }
    }

    private Quota() {}

    /** How long it takes until the app takes requests again, where this was the last one for now. */
    static Optional<Duration> usedUp(HttpAnswer answer, Instant now) {
        if (answer.headers().keySet().stream().noneMatch(Quota::isMeant)) {
            return Optional.empty();
        }
        return windows(answer, now).filter(Window::isUsedUp).map(Window::reset).max(Comparator.naturalOrder());
    }

    /** The same of an answer that is a refusal for that reason, which need not say how many are left. */
    static Optional<Duration> reset(HttpAnswer answer, Instant now) {
        return windows(answer, now)
                .filter(window -> window.isUsedUp() || window.left().isEmpty())
                .map(Window::reset)
                .max(Comparator.naturalOrder());
    }

    /** Most apps say nothing, and each answer is looked at. */
    private static boolean isMeant(String header) {
        return header.contains("rate");
    }

    private static Stream<Window> windows(HttpAnswer answer, Instant now) {
        return Stream.concat(
                FAMILIES.stream().flatMap(family -> family(answer, family, now).stream()),
                answer.header("ratelimit").stream()
                        .flatMap(Quota::policies)
                        .flatMap(policy -> policy(policy, now).stream()));
    }

    private static Optional<Window> family(HttpAnswer answer, String family, Instant now) {
        return answer.header(family + "-reset")
                .flatMap(Quota::number)
                .map(reset ->
                        new Window(answer.header(family + "-remaining").flatMap(Quota::number), until(reset, now)));
    }

    /** An earlier draft separates the parameters of its one policy as this one separates policies. */
    private static Stream<String> policies(String header) {
        return header.indexOf('"') < 0 ? Stream.of(header) : Arrays.stream(header.split(",", -1));
    }

    private static Optional<Window> policy(String text, Instant now) {
        return found(RESET, text).map(reset -> new Window(found(LEFT, text), until(reset, now)));
    }

    private static Optional<Long> found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? number(matcher.group(1)) : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        return Optional.of(text.strip())
                .filter(stripped -> NUMBER.matcher(stripped).matches())
                .map(Long::parseLong);
    }

    /** Some say in how many seconds, and some at which second or millisecond since 1970. */
    private static Duration until(long said, Instant now) {
        if (said < EPOCH_SECONDS) {
            return SaidTime.bounded(Duration.ofSeconds(said));
        }
        var at = said < EPOCH_MILLIS ? Instant.ofEpochSecond(said) : Instant.ofEpochMilli(said);
        return SaidTime.bounded(Duration.between(now, at));
    }
}
