package dev.usher.source.ldap;

import com.unboundid.asn1.ASN1OctetString;
import dev.usher.domain.account.LongSet;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Query;
import dev.usher.ldap.SyncQuery;
import dev.usher.source.Breaks;
import dev.usher.source.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks a directory whether anything of its people changed since it was read (RFC 4533); of whom, and what, is not asked.
 *
 * <p>Asked by one thread at a time.
 */
final class DirectoryWatch implements Watch {
    private static final long OF_IDS = 0x2c9f6e10b5d7a843L;
    /** Asked on, a directory would lock whom it refuses, or be asked for naught. */
    private static final Set<Defect> FINAL = Set.of(Defect.CREDENTIALS_REFUSED, Defect.NO_TLS, Defect.NOT_TRUSTED);

    /** It is read page by page all the same. */
    private static final Set<Defect> TOO_MUCH = Set.of(Defect.TOO_LARGE, Defect.TOO_SLOW);

    private final SyncQuery whole;
    private final LongSet ids;
    private final Duration every;
    private final Supplier<Session> sessions;
    private ASN1OctetString from;
    private boolean answered;
    private boolean over;

    private DirectoryWatch(
            SyncQuery whole, LongSet ids, Duration every, Supplier<Session> sessions, ASN1OctetString from) {
        this.whole = whole;
        this.ids = ids;
        this.every = every;
        this.sessions = sessions;
        this.from = from;
    }

    /** One that begins now; none where the directory does not say where that is, because of a limit or as it may not be asked. */
    static Optional<Watch> begun(Session session, LdapTerms terms, Duration every, Supplier<Session> sessions)
            throws Breaks {
        var ids = new LongSet();
        var people = terms.people();
        var query = SyncQuery.start(people.base(), people.parsed())
                .within(people.scope())
                .telling(id -> ids.add(digest(id)));
        try {
            return switch (session.answer(query::send)) {
                case Answer.Fine<SyncQuery.Told>(SyncQuery.Told told) ->
                    told.next().<Watch>map(next -> new DirectoryWatch(query, ids, every, sessions, next));
                case Answer.Refused<SyncQuery.Told> _ -> Optional.empty();
            };
        } catch (Breaks why) {
            if (TOO_MUCH.contains(why.flaw().defect())) {
                return Optional.empty();
            }
            throw why;
        }
    }

    private static long digest(UUID id) {
        return LongSet.digest(OF_IDS, id.toString());
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public boolean isOtherThanRead() {
        if (over) {
            return false;
        }
        try (var session = sessions.get()) {
            return isOther(session.answer(since()::send));
        } catch (Breaks why) {
            // A reading tells why, and begins with another watch.
            over = FINAL.contains(why.flaw().defect());
            return over;
        }
    }

    private SyncQuery since() {
        return SyncQuery.since(from, whole.base(), whole.filter(), Query.NO_ATTRIBUTES)
                .within(whole.scope());
    }

    private boolean isOther(Answer<SyncQuery.Told> answer) {
        return switch (answer) {
            case Answer.Fine<SyncQuery.Told>(SyncQuery.Told told) -> isOther(told);
            case Answer.Refused<SyncQuery.Told> refused -> isLost(refused);
        };
    }

    /** OpenLDAP names among those that are gone whatever else changed in the directory. */
    private boolean isOther(SyncQuery.Told told) {
        answered = true;
        from = told.next().orElse(from);
        return !told.changed().isEmpty() || told.gone().stream().anyMatch(id -> ids.contains(digest(id)));
    }

    /** Where it cannot say it any more, it is read; but one that never could would be read again and again. */
    private boolean isLost(Answer.Refused<?> refused) {
        var leadsNowhere = !refused.atBind() && SyncQuery.isOver(refused.code());
        over = leadsNowhere || refused.atBind();
        return leadsNowhere && answered;
    }
}
