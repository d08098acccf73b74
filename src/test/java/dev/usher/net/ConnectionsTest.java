package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    @Test
    void areNotHandedOutToWhoeverIsInterruptedWhileAskingForOne() {
        var addresses = new JudgedAddresses(Requests.LOOPBACK, NameLookup.ofSystem());
        var connections = new Connections(
                new PinnedOperator(addresses, Tls.of(Trust.ofJvm()).context()), 1);
        try {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> connections.lease(URI.create("http://127.0.0.1:1/"), Requests.LONG))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            var _ = Thread.interrupted();
            connections.close();
            addresses.close();
        }
    }
}
