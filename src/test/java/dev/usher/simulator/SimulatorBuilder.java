package dev.usher.simulator;

import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Quirk;
import java.time.Clock;
import java.time.Duration;

/** How the app differs from the default one. */
public final class SimulatorBuilder {
    int port;
    String token = "simulator-token";
    int pageCap = 1000;
    int maxMatches = Integer.MAX_VALUE;
    Duration latency = Duration.ZERO;
    boolean uniqueGroupNames;
    Clock clock = Clock.systemUTC();
    Dialect dialect = Dialect.RFC;

    SimulatorBuilder() {}

    public SimulatorBuilder port(int wanted) {
        port = wanted;
        return this;
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

    public SimulatorBuilder clock(Clock wanted) {
        clock = wanted;
        return this;
    }

    public ScimSimulator start() {
        return new ScimSimulator(this);
    }
}
