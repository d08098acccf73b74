package dev.usher.connector.ldap;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Capability;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Problem;
import dev.usher.connector.Target;
import dev.usher.connector.Wire;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Dialler;
import dev.usher.ldap.Features;
import dev.usher.ldap.Query;
import dev.usher.net.SocketTransport;
import dev.usher.net.Tls;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Directories that speak LDAPv3 (RFC 4511): accounts are entries under a base, entitlements of kind {@code group} are groups by
 * their name.
 */
public final class LdapConnector implements Connector {
    private final Function<Tls, SocketTransport> transports;
    private final int connections;
    private final Clock clock;

    /**
     * The language, over connections.
     *
     * @param transports makes one for each session, which closes it
     * @param connections how many of them a session has open at once
     */
    public LdapConnector(Function<Tls, SocketTransport> transports, int connections, Clock clock) {
        this.transports = transports;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "ldap";
    }

    /** Nothing is left to us that could change. */
    @Override
    public AppConfig settled(AppConfig config, List<Capability> recorded) {
        return config;
    }

    @Override
    public List<Problem> problems(AppConfig config) {
        return new LdapSettings(config.settings()).problems();
    }

    @Override
    public Optional<String> objection(AppConfig config, String attribute) {
        return new LdapSettings(config.settings()).objection(attribute);
    }

    @Override
    public Target target(AppConfig config) {
        var settings = new LdapSettings(config.settings());
        return new Target(settings.tenant(), settings.secrets());
    }

    @Override
    public Set<FirstAccess> firstAccess(AppConfig config) {
        return new LdapSettings(config.settings()).firstAccess();
    }

    /** What a directory says of itself; one that shows nothing of that is taken at its least. */
    private static Features features(Line line) throws AppFailure {
        return switch (line.search(Op.DISCOVER, Features.query())) {
            case Answer.Fine<Query.Found>(Query.Found found) -> Features.of(found);
            case Answer.Refused<Query.Found> refused
            when refused.atBind() -> throw Results.of(refused, Results.Intent.READ);
            case Answer.Refused<Query.Found> _ -> Features.UNKNOWN;
        };
    }

    /** What nobody said is taken for granted only where the directory knows the attribute. */
    private Optional<LastUse> lastUse(LdapSettings settings, Features features, Line line) throws AppFailure {
        var said = settings.lastUse();
        if (said.isPresent()) {
            return said.map(attribute -> new LastUse(attribute, Capability.Origin.spec, clock));
        }
        var usual = settings.usualLastUse();
        var isKnown = usual.isPresent()
                && features.schema().isPresent()
                && new Schema(line, features.schema().get()).has(usual.get());
        return usual.filter(_ -> isKnown).map(attribute -> new LastUse(attribute, Capability.Origin.discovered, clock));
    }

    @Override
    public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) throws AppFailure {
        var settings = new LdapSettings(config.settings());
        var transport = transports.apply(settings.tls());
        var line = new Line(
                new Dialler(transport, settings.server(), settings.bindDn(), credentials.of(LdapSettings.PASSWORD)),
                connections,
                wire,
                clock);
        try {
            var features = features(line);
            return new LdapSession(line, settings, features, lastUse(settings, features, line), clock);
        } catch (AppFailure | RuntimeException e) {
            line.close();
            throw e;
        }
    }
}
