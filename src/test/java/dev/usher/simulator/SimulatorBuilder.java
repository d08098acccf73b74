package dev.usher.simulator;

import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Quirk;
import java.net.InetAddress;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** How the app differs from the default one. */
public final class SimulatorBuilder {
    int port;
    InetAddress address = InetAddress.ofLiteral("127.0.0.1");
    String token = "simulator-token";
    int pageCap = 1000;
    int maxMatches = Integer.MAX_VALUE;
    Duration latency = Duration.ZERO;
    boolean uniqueGroupNames;
    Clock clock = Clock.systemUTC();
    Dialect dialect = Dialect.RFC;
    private Optional<String> host = Optional.empty();
    private Optional<KeyStore> keys = Optional.empty();
    private Optional<KeyStore> clients = Optional.empty();
    private String password = "";

    SimulatorBuilder() {}

    public SimulatorBuilder port(int wanted) {
        port = wanted;
        return this;
    }

    /** Where it listens instead of 127.0.0.1: an address of this machine that pods of a node can reach, which its addresses say. */
    public SimulatorBuilder address(String literal) {
        address = InetAddress.ofLiteral(literal);
        return host(literal);
    }

    public SimulatorBuilder token(String wanted) {
        token = wanted;
        return this;
    }

    /** The most resources on one page, whatever count asks for. */
    public SimulatorBuilder pageCap(int most) {
        pageCap = most;
        return this;
    }

    /** Filtered queries with more matches are refused as tooMany. */
    public SimulatorBuilder maxMatches(int most) {
        maxMatches = most;
        return this;
    }

    /** The time that passes before each request is looked at. */
    public SimulatorBuilder latency(Duration each) {
        latency = each;
        return this;
    }

    /** Refuses a second group of one name, which the RFC does not ask for but many apps do. */
    public SimulatorBuilder uniqueGroupNames() {
        uniqueGroupNames = true;
        return this;
    }

    /** Lets the app differ from the RFCs in these ways, on top of those asked for before. */
    public SimulatorBuilder plays(Quirk... quirks) {
        dialect = dialect.and(quirks);
        return this;
    }

    /** Lets the app speak this dialect and nothing else. */
    public SimulatorBuilder dialect(Dialect wanted) {
        dialect = wanted;
        return this;
    }

    /** The name in its addresses; where it listens is not changed by it. */
    public SimulatorBuilder host(String name) {
        host = Optional.of(name);
        return this;
    }

    /** Speaks TLS and proves itself by these keys; its addresses then say localhost unless told otherwise. */
    public SimulatorBuilder tls(KeyStore own, String itsPassword) {
        keys = Optional.of(own);
        password = itsPassword;
        return this;
    }

    /** Speaks TLS only to clients that show a certificate for which these vouch. */
    public SimulatorBuilder clientCertificates(KeyStore trusted) {
        clients = Optional.of(trusted);
        return this;
    }

    Optional<Tls> tls() {
        return keys.map(own -> new Tls(own, password, clients));
    }

    String origin(int bound) {
        String name = host.orElse(keys.isPresent() ? "localhost" : "127.0.0.1");
        return (keys.isPresent() ? "https" : "http") + "://" + name + ":" + bound;
    }

    public SimulatorBuilder clock(Clock wanted) {
        clock = wanted;
        return this;
    }

    public ScimSimulator start() {
        return new ScimSimulator(this);
    }
}
