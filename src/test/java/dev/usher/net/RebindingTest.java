package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** 127.0.0.1 stands for an address that may be spoken to, 127.0.0.2 for one behind the firewall. */
class RebindingTest {

    private static final NetworkPolicy ONLY_ONE = NetworkPolicy.parse("127.0.0.1/32", true);
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("127.0.0.2");
    private static final String LAST = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String KEPT = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void resolvesOnceForAConnectionAndJudgesAgainForTheNext() throws Exception {
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(OUTSIDE, INSIDE));
        try (RawServer outside = RawServer.answering(LAST);
                RawServer inside = new RawServer("127.0.0.2", outside.port(), peer -> peer.write(LAST));
                HttpTransport transport = transport(_ -> List.of(answers.removeFirst()))) {
            HttpRequest request = Requests.get(uri(outside));

            assertThat(Requests.outcome(transport, request)).isEqualTo(200);
            assertThat(answers).containsExactly(INSIDE);
            assertThat(Requests.outcome(transport, request)).isEqualTo("REFUSED_ADDRESS, certainly not sent");
            assertThat(inside.accepted()).isZero();
            assertThat(outside.requests()).hasSize(1);
        }
    }

    @Test
    void staysWithTheJudgedAddressWhileTheConnectionLasts() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        try (RawServer outside = RawServer.answering(KEPT);
                HttpTransport transport = transport(_ -> List.of(lookups.getAndIncrement() == 0 ? OUTSIDE : INSIDE))) {
            for (int i = 0; i < 3; i++) {
                assertThat(Requests.outcome(transport, Requests.get(uri(outside))))
                        .isEqualTo(200);
            }

            assertThat(lookups).hasValue(1);
        }
    }

    @Test
    void leavesOutTheRefusedAmongSeveralAddresses() throws Exception {
        try (RawServer outside = RawServer.answering(LAST);
                RawServer inside = new RawServer("127.0.0.2", outside.port(), peer -> peer.write(LAST));
                HttpTransport transport = transport(_ -> List.of(INSIDE, OUTSIDE, INSIDE))) {
            assertThat(Requests.outcome(transport, Requests.get(uri(outside)))).isEqualTo(200);
            assertThat(inside.accepted()).isZero();
        }
    }

    @Test
    void keepsTheConnectionsOfTwoNamesApart() throws Exception {
        try (RawServer outside = RawServer.answering(KEPT);
                HttpTransport transport = transport(name -> List.of(name.startsWith("scim.") ? OUTSIDE : INSIDE))) {
            URI other = URI.create("http://other.example.com:" + outside.port() + "/");

            assertThat(Requests.outcome(transport, Requests.get(uri(outside)))).isEqualTo(200);
            assertThat(Requests.outcome(transport, Requests.get(other)))
                    .isEqualTo("REFUSED_ADDRESS, certainly not sent");
        }
    }

    private static URI uri(RawServer server) {
        return URI.create("http://scim.example.com:" + server.port() + "/");
    }

    private static HttpTransport transport(NameLookup lookup) throws Exception {
        return new HttpTransport(ONLY_ONE, 4, lookup, SSLContext.getDefault());
    }
}
