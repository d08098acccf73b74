package dev.usher.source.ldap;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.secret.Sensitive;
import dev.usher.source.Feed;
import dev.usher.source.Recording;
import dev.usher.source.Watch;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever was in a directory when it was read. A second reading may show somebody else, so that what was read once is kept, and said
 * again.
 *
 * <p>The names of a record's values are those by which the terms ask for attributes.
 */
final class LdapFeed implements Feed {
    private final Recording recording;
    private final Set<String> references;
    private final Roster roster;
    private final Optional<Watch> watch;

    private LdapFeed(Recording recording, Set<String> references, Roster roster, Optional<Watch> watch) {
        this.recording = recording;
        this.references = references;
        this.roster = roster;
        this.watch = watch;
    }

    /** Reads it. */
    static LdapFeed of(LdapTerms terms, Sensitive password, Directories means) {
        var reading = new LdapReading(terms, password, means);
        var recording = Recording.of(reading::read, Recording.USUAL_BYTES);
        return new LdapFeed(recording, terms.references(), reading.roster(), reading.watch());
    }

    @Override
    public Reading read(Sink sink) {
        return recording.read(
                references.isEmpty()
                        ? sink
                        : new Sink() {
                            @Override
                            public void record(FeedRecord record) {
                                sink.record(referring(record));
                            }

                            @Override
                            public void refused(Refusal refusal) {
                                sink.refused(refusal);
                            }
                        });
    }

    /** Whoever is named and was not read is as good as nobody. */
    private FeedRecord referring(FeedRecord record) {
        var values = new HashMap<>(record.values());
        for (var name : references) {
            record.value(name)
                    .ifPresent(entry ->
                            roster.key(entry).ifPresentOrElse(key -> values.put(name, key), () -> values.remove(name)));
        }
        return new FeedRecord(record.place(), values, record.faults());
    }

    @Override
    public Optional<Flaw> flaw() {
        return recording.flaw();
    }

    @Override
    public Optional<Watch> watch() {
        return watch;
    }
}
