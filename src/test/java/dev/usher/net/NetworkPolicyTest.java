package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPolicyTest {

    private static final NetworkPolicy PUBLIC_OVER_BOTH = NetworkPolicy.parse("", true);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "0.0.0.0, UNSPECIFIED",
        "0.1.2.3, UNSPECIFIED",
        "::, UNSPECIFIED",
        "169.254.0.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "febf::1, LINK_LOCAL",
        "169.254.169.254, METADATA",
        "fd00:ec2::254, METADATA",
        "fd20:ce::254, METADATA",
        "100.100.100.200, METADATA",
        "192.0.0.192, METADATA",
        "168.63.129.16, METADATA",
        "10.0.0.1, PRIVATE",
        "10.255.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "fec0::1, PRIVATE",
        "100.64.0.1, SHARED",
        "100.127.255.255, SHARED",
        "224.0.0.1, MULTICAST",
        "239.255.255.255, MULTICAST",
        "ff02::1, MULTICAST",
        "ff0e::1, MULTICAST",
        "192.0.0.1, RESERVED",
        "192.0.2.1, RESERVED",
        "192.88.99.1, RESERVED",
        "198.18.0.1, RESERVED",
        "198.19.255.255, RESERVED",
        "198.51.100.1, RESERVED",
        "203.0.113.1, RESERVED",
        "240.0.0.1, RESERVED",
        "255.255.255.255, RESERVED",
        "2001:db8::1, RESERVED",
        "3fff::1, RESERVED",
        "2001:2::1, RESERVED",
        "5f00::1, RESERVED",
        "100::1, RESERVED",
        "4000::1, RESERVED",
    })
    void refusesAnAddressThatIsNotPublic(String address, Reason reason) {
        assertThat(PUBLIC_OVER_BOTH.judge("scim.example.com", InetAddress.ofLiteral(address)))
                .isEqualTo(new Verdict.Refused(reason));
        assertThat(PUBLIC_OVER_BOTH.judge(uriOf(address))).isEqualTo(new Verdict.Refused(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:127.0.0.1, LOOPBACK",
        "::ffff:169.254.169.254, METADATA",
        "::ffff:a00:1, PRIVATE",
        "64:ff9b::127.0.0.1, LOOPBACK",
        "64:ff9b::a9fe:a9fe, METADATA",
        "64:ff9b::192.168.1.1, PRIVATE",
        "64:ff9b:1::10.0.0.1, RESERVED",
        "::127.0.0.1, RESERVED",
        "::10.0.0.1, RESERVED",
        "2002:7f00:1::, RESERVED",
        "2002:a9fe:a9fe::1, RESERVED",
        "2001:0:5ef5:79fd:0:fff5:f5ff:fffe, RESERVED",
        "2001:0:808:808::, RESERVED",
    })
    void refusesAnIpv6FormOfAnAddressThatIsNotPublic(String address, Reason reason) {
        assertThat(PUBLIC_OVER_BOTH.judge(uriOf(address))).isEqualTo(new Verdict.Refused(reason));
    }

    @Test
    void refusesAMappedAddressThatTheRuntimeKeptAsIpv6() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        InetAddress address = Inet6Address.getByAddress("scim.example.com", mapped, 0);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(PUBLIC_OVER_BOTH.judge("scim.example.com", address)).isEqualTo(new Verdict.Refused(Reason.LOOPBACK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:200::1",
                "2a00:1450::1",
                "3fff:1000::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8"
            })
    void admitsAPublicAddress(String address) {
        assertThat(PUBLIC_OVER_BOTH.judge(uriOf(address))).isEqualTo(new Verdict.Admitted());
        assertThat(PUBLIC_OVER_BOTH.judge("scim.example.com", InetAddress.ofLiteral(address)))
                .isEqualTo(new Verdict.Admitted());
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.0.0, 10.1.255.255, 10.0.255.255, 10.2.0.0",
        "10.1.2.3/32, 10.1.2.3, 10.1.2.3, 10.1.2.2, 10.1.2.4",
        "172.16.4.0/22, 172.16.4.0, 172.16.7.255, 172.16.3.255, 172.16.8.0",
        "fd00:1:2::/48, fd00:1:2::, fd00:1:2:ffff:ffff:ffff:ffff:ffff, fd00:1:1:ffff::, fd00:1:3::",
    })
    void admitsExactlyTheBlockThatIsAllowed(String cidr, String first, String last, String below, String above) {
        NetworkPolicy policy = NetworkPolicy.parse(cidr, false);

        assertThat(policy.judge("scim.example.com", InetAddress.ofLiteral(first)))
                .isEqualTo(new Verdict.Admitted());
        assertThat(policy.judge("scim.example.com", InetAddress.ofLiteral(last)))
                .isEqualTo(new Verdict.Admitted());
        assertThat(policy.judge("scim.example.com", InetAddress.ofLiteral(below)))
                .isEqualTo(new Verdict.Refused(Reason.PRIVATE));
        assertThat(policy.judge("scim.example.com", InetAddress.ofLiteral(above)))
                .isEqualTo(new Verdict.Refused(Reason.PRIVATE));
    }

    @Test
    void admitsTheNat64FormOfAnAllowedAddress() {
        NetworkPolicy policy = NetworkPolicy.parse("10.0.0.0/8", false);

        assertThat(policy.judge("scim.example.com", InetAddress.ofLiteral("64:ff9b::10.0.0.1")))
                .isEqualTo(new Verdict.Admitted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "scim",
                "scim.people.svc",
                "scim.people.svc.cluster.local",
                "scim.people.svc.cluster.local.",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.example.com",
                "metadata.google.internal",
                "printer.local",
                "nas.home.arpa"
            })
    void refusesAnInternalNameWhateverItResolvesTo(String name) {
        assertThat(PUBLIC_OVER_BOTH.judge(URI.create("https://" + name + "/scim")))
                .isEqualTo(new Verdict.Refused(Reason.INTERNAL_NAME));
        assertThat(PUBLIC_OVER_BOTH.judge(name, InetAddress.ofLiteral("8.8.8.8")))
                .isEqualTo(new Verdict.Refused(Reason.INTERNAL_NAME));
    }

    @Test
    void admitsAnInternalNameOnlyAtAnAllowedAddress() {
        NetworkPolicy policy = NetworkPolicy.parse("10.96.0.0/12", true);

        assertThat(policy.judge(URI.create("http://scim.people.svc/scim"))).isEqualTo(new Verdict.Admitted());
        assertThat(policy.judge("scim.people.svc", InetAddress.ofLiteral("10.97.1.1")))
                .isEqualTo(new Verdict.Admitted());
        assertThat(policy.judge("scim.people.svc", InetAddress.ofLiteral("8.8.8.8")))
                .isEqualTo(new Verdict.Refused(Reason.INTERNAL_NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://0x7f.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://1.2.3.256/",
                "http://1.2.3.4.5/",
                "http://127.0.0.1./",
                "http://010.0.0.1/",
                "http://[fe80::1%25eth0]/",
                "http://under_score.example.com/",
                "http:///scim",
                "http:scim",
                "http://%6c%6fcalhost/",
                "http://ex\u00e4mple.com/",
                "http://a..b/"
            })
    void refusesAHostThatReadersDisagreeOn(String uri) {
        assertThat(PUBLIC_OVER_BOTH.judge(URI.create(uri))).isEqualTo(new Verdict.Refused(Reason.HOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.com/",
                "ldap://example.com/",
                "jar:http://example.com/a.jar!/",
                "gopher://example.com/",
                "unix:///var/run/docker.sock",
                "//example.com/scim",
                "scim",
                ""
            })
    void refusesEverySchemeButHttp(String uri) {
        assertThat(PUBLIC_OVER_BOTH.judge(URI.create(uri))).isEqualTo(new Verdict.Refused(Reason.SCHEME));
    }

    @Test
    void speaksPlainHttpOnlyWhereItIsAllowed() {
        URI http = URI.create("HTTP://scim.example.com/v2");

        assertThat(NetworkPolicy.PUBLIC_ONLY.judge(http)).isEqualTo(new Verdict.Refused(Reason.PLAINTEXT));
        assertThat(PUBLIC_OVER_BOTH.judge(http)).isEqualTo(new Verdict.Admitted());
        assertThat(NetworkPolicy.PUBLIC_ONLY.judge(URI.create("https://scim.example.com/v2")))
                .isEqualTo(new Verdict.Admitted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://ada:secret@scim.example.com/", "https://ada@scim.example.com/", "https://@8.8.8.8/"})
    void refusesCredentialsInAUrl(String uri) {
        assertThat(PUBLIC_OVER_BOTH.judge(URI.create(uri))).isEqualTo(new Verdict.Refused(Reason.USER_INFO));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 25, 389, 2379, 6379, 6443, 10250, 10255, 11211})
    void refusesThePortsOfOtherServices(int port) {
        assertThat(PUBLIC_OVER_BOTH.judge(URI.create("https://scim.example.com:" + port + "/")))
                .isEqualTo(new Verdict.Refused(Reason.PORT));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 1024, 8080, 8443, 40000})
    void admitsThePortsOfApplications(int port) {
        assertThat(PUBLIC_OVER_BOTH.judge(URI.create("https://scim.example.com:" + port + "/")))
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void readsAListOfBlocksWithSpacesAndEmptyParts() {
        assertThat(NetworkPolicy.parse(" 10.0.0.0/8, fd00::/8 ,,", false).allowed())
                .containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8"));
        assertThat(NetworkPolicy.parse("", false)).isEqualTo(NetworkPolicy.PUBLIC_ONLY);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, write 10.0.0.0/8",
        "10.0.0.1/8, has bits beyond its prefix",
        "10.0.0.0/33, is not between 0 and 32",
        "fd00::/129, is not between 0 and 128",
        "10.0.0.0/, does not end in /prefix",
        "10.0.0.0/-1, does not end in /prefix",
        "10.0.0.0/8x, does not end in /prefix",
        "10.0/8, is not an IP address in its usual form",
        "010.0.0.0/8, is not an IP address in its usual form",
        "example.com/24, is not an IP address in its usual form",
        "fe80::1%lo/128, is not an IP address in its usual form",
        "all, write 10.0.0.0/8",
    })
    void saysWhatIsWrongWithABlock(String text, String message) {
        assertThatThrownBy(() -> NetworkPolicy.parse("10.0.0.0/8," + text, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static URI uriOf(String address) {
        return URI.create("https://" + (address.contains(":") ? "[" + address + "]" : address) + "/scim");
    }
}
