package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import java.util.Optional;

/** How an account that is wanted comes to be there. */
public enum Arrival {
    /** Where there is none, Usher makes one. */
    CREATED,
    /** There is none, and Usher makes none: the first login of its person does. */
    AWAITED,
    /** There is one; should it be gone, Usher makes none in its place. */
    ARRIVED;

    /** What was reported as deleted elsewhere is left so, as if it were there. */
    static Arrival in(AppId app, Access access, Memory memory) {
        var definition = Optional.ofNullable(access.apps().get(app));
        if (definition.filter(AppDefinition::isJustInTime).isEmpty()) {
            return CREATED;
        }
        return Optional.ofNullable(memory.accounts().get(app))
                .filter(account -> account.id().isPresent())
                .filter(account -> !account.state().isNowhere() || account.isShutElsewhere())
                .map(account -> ARRIVED)
                .orElse(AWAITED);
    }
}
