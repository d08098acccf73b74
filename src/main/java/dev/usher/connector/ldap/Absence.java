package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Query;
import java.util.Optional;

/**
 * Proves that there is no entry of an id: that a search finds none may as well be because the directory hides ids, or because somebody moved the
 * entry, with which its owner gets in as before.
 *
 * @param context the name below which the directory keeps everything that the base is among; empty where it does not say so
 */
record Absence(Line line, Entries entries, Optional<String> context) {
    /**
     * Returns where it is certain.
     *
     * @param id what finds the entry, and found none below the base
     */
    void prove(Filter id) throws AppFailure {
        if (!showsIds(entries.filter())
                && !showsIds(Filter.createPresenceFilter(entries.id().attribute()))) {
            throw hidden();
        }
        if (context.isPresent() && isBelow(context.get(), id)) {
            throw strayed();
        }
    }

    /**
     * Whether there is one of these, and it shows its id.
     *
     * @throws AppFailure where it does not show it
     */
    private boolean showsIds(Filter some) throws AppFailure {
        var query = Query.below(entries.base().toString(), some, entries.id().attribute())
                .first(1);
        var shown =
                Results.expect(line.search(Op.READ, query), Results.Intent.READ).entries();
        if (!shown.isEmpty() && entries.id().of(shown.getFirst()).isEmpty()) {
            throw hidden();
        }
        return !shown.isEmpty();
    }

    /** What else there is may be kept from us, or elsewhere: of that nothing can be known. */
    private boolean isBelow(String top, Filter id) throws AppFailure {
        var answer =
                line.search(Op.READ, Query.below(top, id, Query.NO_ATTRIBUTES).first(1));
        return switch (answer) {
            case Answer.Fine<Query.Found>(Query.Found found) -> !found.entries().isEmpty();
            case Answer.Refused<Query.Found> refused
            when refused.is(ResultCode.NO_SUCH_OBJECT, ResultCode.INSUFFICIENT_ACCESS_RIGHTS) -> false;
            case Answer.Refused<Query.Found> refused -> throw Results.of(refused, Results.Intent.READ);
        };
    }

    /** Of an entry that is there, and no account. */
    static AppFailure strayed() {
        return AppFailure.of(Kind.DENIED, Detail.STRAYED);
    }

    private AppFailure hidden() {
        return new AppFailure(
                Failure.of(Kind.MISCONFIGURED, Detail.IDS_HIDDEN, entries.id().attribute()), false);
    }
}
