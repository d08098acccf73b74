package dev.usher.source.ldap;

import dev.usher.domain.secret.Sensitive;
import dev.usher.net.SocketTransport;
import dev.usher.net.Tls;
import dev.usher.source.Feed;
import dev.usher.source.Pen;
import java.time.InstantSource;
import java.util.function.Function;

/** Reads directories, over connections that the installation admits. */
public final class Directories {
    private final Function<Tls, SocketTransport> transports;
    private final InstantSource clock;

    /** @param transports makes one for each reading, which closes it */
    public Directories(Function<Tls, SocketTransport> transports, InstantSource clock) {
        this.transports = transports;
        this.clock = clock;
    }

    /** A directory as it is now, which is read once, and says the same from then on. */
    public Feed open(LdapTerms terms, Sensitive password) {
        return LdapFeed.of(terms, password, this);
    }

    /** Opens a directory for many writes into entries of people. */
    public Pen pen(LdapWriting terms, Sensitive password) {
        return new LdapPen(terms, new Session(terms.source(), password, this));
    }

    SocketTransport transport(Tls tls) {
        return transports.apply(tls);
    }

    InstantSource clock() {
        return clock;
    }
}
