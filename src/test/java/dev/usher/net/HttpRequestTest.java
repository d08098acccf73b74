package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {

    private static final URI SCIM = URI.create("https://scim.example.com/v2/Users?filter=userName%20eq%20%22ada%22");

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: evil", "a\nb", "a\rb", "a\0b", " a", "a ", "", "\u00e9", "a\u007f"})
    void refusesAHeaderValueThatWouldChangeTheRequest(String value) {
        assertThat(HttpRequest.isHeaderValue(value)).isFalse();
        assertThatThrownBy(() -> with("GET", Map.of("Authorization", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value of the header Authorization cannot be sent in a header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "\u00e9"})
    void refusesAHeaderNameThatIsNone(String name) {
        assertThatThrownBy(() -> with("GET", Map.of(name, "value"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "Cookie", "Accept-Encoding"})
    void refusesAHeaderThatTheTransportOwns(String name) {
        assertThatThrownBy(() -> with("GET", Map.of(name, "value"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE", "get", "GET /", "POST\r\n", ""})
    void refusesAMethodThatNoConnectorNeeds(String method) {
        assertThatThrownBy(() -> with(method, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesADeadlineInThePast(long seconds) {
        assertThatThrownBy(() ->
                        new HttpRequest("GET", SCIM, Map.of(), Body.NONE, Duration.ofSeconds(seconds), Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNothingButMethodAndHost() {
        HttpRequest request = new HttpRequest(
                "POST",
                SCIM,
                Map.of("Authorization", "Bearer s3cr3t"),
                Body.of("{\"userName\":\"ada\"}"),
                Requests.LONG,
                Limits.DEFAULT);
        HttpAnswer answer = new HttpAnswer(200, Map.of("set-cookie", List.of("s3cr3t")), Body.of("ada"));

        assertThat(request).hasToString("POST to scim.example.com");
        assertThat(answer).hasToString("status 200, 3 bytes");
    }

    @Test
    void keepsItsBytesWhateverBecomesOfTheArray() {
        byte[] bytes = {1, 2, 3};
        Body body = Body.of(bytes);
        bytes[0] = 9;
        body.bytes()[1] = 9;

        assertThat(body).isEqualTo(Body.of(new byte[] {1, 2, 3}));
    }

    private static HttpRequest with(String method, Map<String, String> headers) {
        return new HttpRequest(method, SCIM, headers, Body.NONE, Requests.LONG, Limits.DEFAULT);
    }
}
