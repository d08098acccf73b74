package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.account.Tenant;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://Scim.Example.COM/v2/,            https://scim.example.com/v2",
        "https://scim.example.com:443/v2,         https://scim.example.com/v2",
        "http://scim.example.com:80,              http://scim.example.com",
        "http://scim.example.com:443/,            http://scim.example.com:443",
        "https://scim.example.com./v2,            https://scim.example.com/v2",
        "https://scim.example.com//a/./b/../%7Ec, https://scim.example.com/a/~c",
        "https://scim.example.com/a%2fb,          https://scim.example.com/a%2Fb",
        "https://[2001:DB8::1]:8443/v2,           https://[2001:db8::1]:8443/v2",
    })
    void hasOneSpelling(String written, URI meant) {
        assertThat(Endpoint.parse(written).base()).isEqualTo(meant);
        assertThat(Endpoint.parse(written).tenant())
                .isEqualTo(Endpoint.parse(meant.toString()).tenant());
    }

    @Test
    void isATenantByAuthorityAndPath() {
        assertThat(Endpoint.parse("https://scim.example.com/v2").tenant())
                .isEqualTo(Tenant.of("scim|scim.example.com|/v2"))
                .isEqualTo(Endpoint.parse("http://scim.example.com/v2").tenant())
                .isNotEqualTo(Endpoint.parse("https://scim.example.com/v3").tenant())
                .isNotEqualTo(Endpoint.parse("https://scim.example.com:8443/v2").tenant())
                .isNotEqualTo(Endpoint.parse("https://other.example.com/v2").tenant());
    }

    @Test
    void sendsCredentialsToItsHost() {
        assertThat(Endpoint.parse("https://SCIM.example.com:8443/v2").host()).isEqualTo("scim.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "scim.example.com",
                "/v2",
                "ftp://scim.example.com",
                "https:scim.example.com",
                "https://",
                "https://under_score.example.com",
                "https://user:secret@scim.example.com",
                "https://scim.example.com/v2?tenant=1",
                "https://scim.example.com/v2#top",
                "https://scim.example.com:0/",
                "https://scim.example.com:70000/",
                "https://scim.example.com/../v2",
                "https://scim.example.com/%2e%2e/v2",
                "https://scim.example.com/a b",
            })
    void refusesWhatIsNoBase(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("give ")
                .hasMessageNotContaining("secret");
    }
}
