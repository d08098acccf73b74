package dev.usher.source.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.secret.Sensitive;
import dev.usher.ldap.Query;
import dev.usher.ldap.Walk;
import dev.usher.source.Breaks;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Feed.Sink;
import dev.usher.source.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One reading of a directory from its first page to its last (RFC 2696). */
final class LdapReading {
    private final LdapTerms terms;
    private final Sensitive password;
    private final Directories means;
    private final Roster roster = new Roster();
    private final Walk walk = new Walk();
    private final Set<String> names = new TreeSet<>();
    private long passed;
    private Optional<Watch> watch = Optional.empty();

    LdapReading(LdapTerms terms, Sensitive password, Directories means) {
        this.terms = terms;
        this.password = password;
        this.means = means;
    }

    Reading read(Sink sink) {
        try (var session = new Session(terms, password, means)) {
            var begun = watched(session);
            pages(session, sink);
            if (passed == 0) {
                throw Breaks.by(Defect.EMPTY);
            }
            watch = begun;
            return new Reading.Complete(passed, names);
        } catch (Breaks why) {
            return new Reading.Broken(why.flaw());
        }
    }

    /** Whom records may name; all are known once it was read. */
    Roster roster() {
        return roster;
    }

    /** Tells of changes since just before it was read, where the directory does. */
    Optional<Watch> watch() {
        return watch;
    }

    private Optional<Watch> watched(Session session) throws Breaks {
        var features = session.features();
        var every = terms.changesEvery();
        return every.isPresent() && features.tellsChanges() ? watched(session, every.get()) : Optional.empty();
    }

    private Optional<Watch> watched(Session session, Duration every) throws Breaks {
        return DirectoryWatch.begun(session, terms, every, () -> new Session(terms, password, means));
    }

    /** A bookmark is of the connection that handed it out, so that all pages are asked for over one. */
    private void pages(Session session, Sink sink) throws Breaks {
        var people = terms.people();
        var query = Query.below(people.base(), people.parsed(), terms.asked().toArray(String[]::new))
                .within(people.scope());
        Optional<ASN1OctetString> next = Optional.empty();
        do {
            var page = session.ask(query.page(terms.bounds().page(), next)::send);
            if (page.refers()) {
                throw Breaks.by(Defect.PART_ELSEWHERE);
            }
            next = page.bookmark();
            passes(page.entries(), next.isPresent(), sink);
        } while (next.isPresent());
    }

    private void passes(List<SearchResultEntry> entries, boolean goesOn, Sink sink) throws Breaks {
        if (passed + entries.size() > terms.bounds().records()) {
            throw Breaks.by(Defect.TOO_LARGE);
        }
        var called = new ArrayList<String>();
        for (var entry : entries) {
            called.add(LdapTerms.normalized(entry.getDN()).orElseThrow(() -> Breaks.by(Defect.NOT_UNDERSTOOD)));
        }
        if (!walk.sees(called, goesOn)) {
            throw Breaks.by(Defect.ENDLESS);
        }
        if (walk.size() < passed + entries.size()) {
            throw Breaks.by(Defect.ENTRY_TWICE);
        }
        for (var at = 0; at < entries.size(); at++) {
            passes(entries.get(at), called.get(at), sink);
        }
    }

    private void passes(SearchResultEntry entry, String called, Sink sink) {
        passed++;
        var values = Values.of(entry, terms);
        var key = values.text(terms.key());
        names.addAll(values.there());
        if (!terms.references().isEmpty()) {
            key.ifPresent(text -> roster.add(called, text));
        }
        var fault = Optional.ofNullable(values.faults().get(terms.key()));
        fault.ifPresentOrElse(
                rule -> sink.refused(new Refusal(passed, key, Optional.of(terms.key()), rule)),
                () -> sink.record(new FeedRecord(passed, values.texts(), values.faults())));
    }
}
