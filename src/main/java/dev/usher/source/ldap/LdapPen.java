package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.ldap.Features;
import dev.usher.ldap.Query;
import dev.usher.source.Breaks;
import dev.usher.source.Pen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes into the entries of people, one after the other over one connection. Each is found by its key, read, and changed only if it is
 * still what was read.
 *
 * <p>Used by one thread at a time.
 */
final class LdapPen implements Pen {
    /** Of those whose keys are the same to the directory, and are not. */
    private static final int MANY = 10;

    private final LdapTerms reading;
    private final Session session;
    private Optional<Features> features = Optional.empty();

    /** @param session that ends with it */
    LdapPen(LdapWriting terms, Session session) {
        this.reading = terms.reading();
        this.session = session;
    }

    @Override
    public Answer write(Owed owed) {
        if (!reading.values().containsAll(owed.values().keySet())) {
            throw new IllegalArgumentException("nobody said that each of these may be written");
        }
        var sought = Values.sought(reading.key(), owed.key());
        if (sought.isEmpty()) {
            return new Answer.Refused(Rule.NOT_IN_SOURCE);
        }
        try {
            var entries = found(sought.get(), owed.key());
            return switch (entries.size()) {
                case 0 -> new Answer.Refused(Rule.NOT_IN_SOURCE);
                case 1 -> write(owed, entries.getFirst(), sought.get());
                default -> new Answer.Refused(Rule.SEVERAL_IN_SOURCE);
            };
        } catch (Breaks why) {
            return new Answer.Broken(why.flaw());
        }
    }

    /** To a directory two keys may be one that differ in the case of a letter. */
    private List<SearchResultEntry> found(Filter sought, String key) throws Breaks {
        var people = reading.people();
        var query = Query.below(
                        people.base(),
                        Filter.createANDFilter(people.parsed(), sought),
                        reading.asked().toArray(String[]::new))
                .within(people.scope())
                .first(MANY);
        var found = session.ask(query::send);
        if (found.refers()) {
            throw Breaks.by(Defect.PART_ELSEWHERE);
        }
        return found.entries().stream()
                .filter(entry -> Values.of(entry, reading).text(reading.key()).equals(Optional.of(key)))
                .toList();
    }

    private Answer write(Owed owed, SearchResultEntry entry, Filter sought) throws Breaks {
        return switch (Amendment.of(owed, entry, reading)) {
            case Amendment.Refused(Rule rule) -> new Answer.Refused(rule);
            case Amendment.Sent sent when sent.modifications().isEmpty() -> new Answer.Written();
            case Amendment.Sent sent -> sent(owed, entry, sent, sought);
        };
    }

    private Answer sent(Owed owed, SearchResultEntry entry, Amendment.Sent amendment, Filter sought) throws Breaks {
        var request = request(entry, amendment, sought, features());
        return session.change(request).map(code -> judged(code, owed)).orElseGet(Answer.Written::new);
    }

    /** To a directory that knows conditions the change is none where they do not hold any more. */
    static ModifyRequest request(Entry entry, Amendment.Sent amendment, Filter sought, Features features) {
        var request = new ModifyRequest(entry.getDN(), amendment.modifications());
        if (features.assertions()) {
            var conditions = new ArrayList<>(amendment.conditions());
            conditions.add(sought);
            request.addControl(new AssertionRequestControl(Filter.createANDFilter(conditions)));
        }
        return request;
    }

    private Features features() throws Breaks {
        var known = features.isPresent() ? features.get() : session.features();
        features = Optional.of(known);
        return known;
    }

    private static Answer judged(ResultCode code, Owed owed) {
        return Judged.objection(code.intValue())
                .<Answer>map(Answer.Refused::new)
                .orElseGet(() -> failed(code, owed));
    }

    private static Answer failed(ResultCode code, Owed owed) {
        var flaw = Flaw.of(Judged.ofChange(code.intValue()))
                .answered(code.intValue())
                .about(List.copyOf(owed.values().keySet()));
        return Judged.isOfEntry(code.intValue()) ? new Answer.Failed(flaw) : new Answer.Broken(flaw);
    }

    @Override
    public void close() {
        session.close();
    }
}
