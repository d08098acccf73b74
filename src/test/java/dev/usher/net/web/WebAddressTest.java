package dev.usher.net.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {
    @Test
    void isAbsoluteAndHasAHost() {
        var address = WebAddress.absolute("HTTPS://HR.Example.com.:8443/a?b", "https://x");

        assertThat(WebAddress.scheme(address)).isEqualTo("https");
        assertThat(WebAddress.host(address)).isEqualTo("hr.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a b, give a URL such as https://x",
        "ftp://a.example.com, 'give an absolute URL that begins with https:// or http://'",
        "/people, 'give an absolute URL that begins with https:// or http://'",
        "https:///people, give a URL with a host that is a name or an IP address",
        "https://me@a.example.com, 'give credentials in auth, not in the URL'",
        "https://a.example.com:0, 'give a port from 1 to 65535, or none'",
        "https://a.example.com:65536, 'give a port from 1 to 65535, or none'"
    })
    void isToldToBeNone(String text, String advice) {
        assertThatThrownBy(() -> WebAddress.absolute(text, "https://x")).hasMessage(advice);
    }
}
