package dev.usher.source.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.source.Feed;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.Pen;
import dev.usher.source.ldap.LdapTerms.Bounds;
import dev.usher.source.ldap.LdapTerms.Depth;
import dev.usher.source.ldap.LdapTerms.Directory;
import dev.usher.source.ldap.LdapTerms.People;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Terms that read people below {@code ou=people,dc=example,dc=com}, each of them to be changed, and what comes of them. */
final class Read {
    static final String BASE = "ou=people,dc=example,dc=com";
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private Directory directory;
    private People people = new People(BASE, Depth.SUBTREE, "(objectClass=person)");
    private String key = "employeeNumber";
    private Set<String> values = Set.of("uid");
    private Set<String> references = Set.of();
    private Optional<Duration> changesEvery = Optional.empty();
    private Bounds bounds = Bounds.USUAL.paged(2);
    private NetworkPolicy policy = NetworkPolicy.parse("127.0.0.0/8", true);
    private String password;

    private Read(Directory directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    static Read from(int port, String bindDn, String password) {
        return new Read(new Directory("ldap://127.0.0.1:" + port, false, Optional.empty(), bindDn), password);
    }

    Read at(String url, boolean startTls, Optional<String> caBundle) {
        directory = new Directory(url, startTls, caBundle, directory.bindDn());
        return this;
    }

    Read by(String other) {
        password = other;
        return this;
    }

    Read below(String base, Depth depth, String filter) {
        people = new People(base, depth, filter);
        return this;
    }

    Read key(String name) {
        key = name;
        return this;
    }

    Read values(String... names) {
        values = Set.of(names);
        return this;
    }

    Read references(String... names) {
        references = Set.of(names);
        return this;
    }

    Read watching() {
        changesEvery = Optional.of(Duration.ofMinutes(1));
        return this;
    }

    Read bounded(Bounds others) {
        bounds = others;
        return this;
    }

    Read admitting(NetworkPolicy other) {
        policy = other;
        return this;
    }

    private Directories directories() {
        var admits = policy;
        return new Directories(tls -> new SocketTransport(admits, tls), InstantSource.fixed(NOW));
    }

    LdapTerms terms() {
        return new LdapTerms(directory, people, key, values, references, changesEvery, bounds);
    }

    /** The directory as it is now. */
    Feed open() {
        return directories().open(terms(), new Sensitive(password));
    }

    Session session() {
        return new Session(terms(), new Sensitive(password), directories());
    }

    /** Writes into what is read besides the key. */
    Pen pen() {
        return directories().pen(new LdapWriting(terms(), values), new Sensitive(password));
    }

    /** Whoever passes by, of a reading that is complete. */
    Passed passed() {
        var passed = new Passed();
        assertThat(open().read(passed)).isInstanceOf(Reading.Complete.class);
        return passed;
    }

    /** Why it is none. */
    Flaw flaw() {
        var reading = open().read(new Passed());
        assertThat(reading).isInstanceOf(Reading.Broken.class);
        return ((Reading.Broken) reading).flaw();
    }
}
