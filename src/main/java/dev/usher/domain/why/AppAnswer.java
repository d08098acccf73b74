package dev.usher.domain.why;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Lock;
import java.util.List;
import java.util.Optional;

/**
 * What one person has in one app, and why.
 *
 * @param decision what should be there; empty: nothing
 * @param absence why nothing should be there, where that is so
 * @param recorded how the account stands
 * @param locks that shut the person out of it
 * @param scope the conditions on whom the app is for; none: it is for everybody
 * @param given what roles that are held give there
 * @param lacking the roles that give something there and are not held
 */
public record AppAnswer(
        AppId app,
        Optional<Decision> decision,
        Optional<Absence> absence,
        Optional<Recorded> recorded,
        List<Lock> locks,
        List<Condition> scope,
        List<Given> given,
        List<Lacking> lacking) {
    public AppAnswer {
        locks = List.copyOf(locks);
        scope = List.copyOf(scope);
        given = List.copyOf(given);
        lacking = List.copyOf(lacking);
    }
}
