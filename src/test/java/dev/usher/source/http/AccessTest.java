package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Usher proves itself to a source. */
@Timeout(60)
class AccessTest {
    private static final Map<String, String> CLIENT = Map.of("clientId", "us:her", "clientSecret", "s3cret");

    private Function<Call, Reply> tokens = call -> Reply.json("{\"access_token\": \"t1\", \"expires_in\": 3600}");
    private Function<Call, Reply> people = call -> Reply.json("{\"people\": [{\"id\": 1}]}");
    private final StandIn source =
            new StandIn(call -> call.path().equals("/token") ? tokens.apply(call) : people.apply(call));
    private final Reader reader = new Reader(source.uri("/v1/people"));

    @AfterEach
    void close() {
        reader.close();
        source.close();
    }

    private Access client() {
        return new Access.Client(source.uri("/token"), List.of("people.read"), Optional.empty(), true, false);
    }

    private List<String> authorizations() {
        return source.calls.stream()
                .filter(call -> !call.path().equals("/token"))
                .map(call -> call.headers().getOrDefault("authorization", "-"))
                .toList();
    }

    private long tokensAsked() {
        return source.calls.stream()
                .filter(call -> call.path().equals("/token"))
                .count();
    }

    @Test
    void byNothing() {
        assertThat(reader.ids()).hasSize(1);
        assertThat(authorizations()).containsExactly("-");
    }

    @Test
    void byATokenWithoutTheLineBreakOfItsFile() {
        assertThat(reader.as(new Access.Bearer(), Map.of("token", "abc\n")).ids())
                .hasSize(1);
        assertThat(authorizations()).containsExactly("Bearer abc");
    }

    @Test
    void byNameAndPassword() {
        assertThat(reader.as(new Access.Basic(), Map.of("user", "key", "password", "x"))
                        .ids())
                .hasSize(1);
        assertThat(authorizations()).containsExactly("Basic a2V5Ong=");
    }

    @Test
    void byNoOtherKeyThanTheOneThatNobodyMaySee() {
        assertThat(reader.with(Map.of("x-api-KEY", "declared"), Map.of())
                        .as(new Access.Header("X-Api-Key"), Map.of("key", "abc"))
                        .ids())
                .hasSize(1);
        assertThat(source.calls.getFirst().headers()).containsEntry("x-api-key", "abc");
    }

    @Test
    void byAHeader() {
        assertThat(reader.as(new Access.Header("X-Api-Key"), Map.of("key", "abc"))
                        .ids())
                .hasSize(1);
        assertThat(source.calls.getFirst().headers()).containsEntry("x-api-key", "abc");
    }

    @Test
    void byATokenThatIsAskedForOnceForAllReadings() {
        var feed = reader.as(client(), CLIENT).feed();

        assertThat(feed.read(new Passed())).isInstanceOf(Reading.Complete.class);
        assertThat(feed.read(new Passed())).isInstanceOf(Reading.Complete.class);
        assertThat(authorizations()).containsExactly("Bearer t1", "Bearer t1");
        assertThat(tokensAsked()).isEqualTo(1);
        assertThat(source.calls.getFirst().body()).isEqualTo("grant_type=client_credentials&scope=people.read");
    }

    @Test
    void byAnotherTokenBeforeOneEnds() {
        tokens = call -> Reply.json("{\"access_token\": \"t" + tokensAsked() + "\", \"expires_in\": 100}");
        var feed = reader.as(client(), CLIENT).feed();

        assertThat(feed.read(new Passed())).isInstanceOf(Reading.Complete.class);
        reader.later(Duration.ofSeconds(69));
        assertThat(feed.read(new Passed())).isInstanceOf(Reading.Complete.class);
        reader.later(Duration.ofSeconds(1));
        assertThat(feed.read(new Passed())).isInstanceOf(Reading.Complete.class);
        assertThat(authorizations()).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void byAnotherTokenWhereOneIsForgotten() {
        tokens = call -> Reply.json("{\"access_token\": \"t" + tokensAsked() + "\"}");
        people = call -> "Bearer t1".equals(call.headers().get("authorization"))
                ? Reply.of(401, "")
                : Reply.json("{\"people\": [{\"id\": 1}]}");

        assertThat(reader.as(client(), CLIENT).ids()).hasSize(1);
        assertThat(authorizations()).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void byNoThirdTokenWhereTwoAreRefused() {
        people = call -> Reply.of(401, "");

        assertThat(reader.as(client(), CLIENT).flaw())
                .isEqualTo(Flaw.of(Defect.CREDENTIALS_REFUSED).answered(401));
        assertThat(tokensAsked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void isNotTriedAgainWhereTheClientIsRejected(int status) {
        tokens = call -> Reply.of(status, "{\"error\": \"invalid_client\"}");
        var feed = reader.as(client(), CLIENT).feed();
        var refused = new Reading.Broken(
                Flaw.of(Defect.CREDENTIALS_REFUSED).answered(status).about(List.of("tokenUrl")));

        assertThat(feed.read(new Passed())).isEqualTo(refused);
        assertThat(feed.read(new Passed())).isEqualTo(refused);
        assertThat(source.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>|NOT_JSON",
                "200|{}|NOT_READ",
                "200|{\"access_token\": \"a b\\n\"|CUT_OFF",
                "200|{\"access_token\": \"ä\"}|NOT_READ",
                "200|{\"access_token\": \"a\", \"token_type\": \"mac\"}|NOT_READ",
                "500|{}|NOT_READ",
                "429|{}|TOO_MANY_REQUESTS"
            })
    void isNoTokenThatMakesNoSense(int status, String answer, Defect defect) {
        tokens = call -> Reply.of(status, answer);

        var flaw = reader.as(client(), CLIENT).flaw();
        assertThat(flaw.defect()).isEqualTo(defect);
        assertThat(flaw.names()).containsExactly("tokenUrl");
        assertThat(authorizations()).isEmpty();
    }

    @Test
    void isNothingThatCannotBeSent() {
        assertThat(reader.as(new Access.Bearer(), Map.of("token", "a\nb"))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.CREDENTIALS_UNUSABLE);
        assertThat(reader.as(new Access.Basic(), Map.of("user", "a:b", "password", "x"))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.CREDENTIALS_UNUSABLE);
        assertThat(reader.as(new Access.Header("X-Key"), Map.of("key", "ü"))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.CREDENTIALS_UNUSABLE);
        assertThat(reader.as(new Access.Bearer(), Map.of()).flaw())
                .isEqualTo(Flaw.of(Defect.NOT_THERE).about(List.of("token")));
        assertThat(source.calls).isEmpty();
    }
}
