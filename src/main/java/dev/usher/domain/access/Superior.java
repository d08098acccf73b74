package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.quality.Related;
import dev.usher.domain.rule.Text;
import java.util.Map;
import java.util.Optional;

/**
 * The manager of a person as an app knows one: by the id of the account there.
 *
 * @param named by the person's resource
 */
record Superior(Optional<Related> named) {
    /** Whose account it is in an app. */
    sealed interface Answer {}

    record Account(RemoteId id) implements Answer {}

    /** There is none. */
    record Nobody() implements Answer {}

    /** There will be one, or nobody has looked yet. */
    record Later() implements Answer {}

    record Unknown() implements Answer {}

    /** @param said the name that the app maps, which can be that of the person's manager, or none */
    Answer in(AppDefinition app, Text said) {
        return switch (said) {
            case Text.Unknown nothing -> new Unknown();
            case Text.Value value when value.value().isBlank() -> new Nobody();
            case Text.Value value ->
                named.filter(manager -> manager.name().equals(value.value()))
                        .map(manager -> of(manager, app))
                        .orElseGet(Unknown::new);
        };
    }

    private static Answer of(Related manager, AppDefinition app) {
        return switch (manager.standing()) {
            case Here ->
                manager.accounts().map(recorded -> among(recorded, app)).orElseGet(Later::new);
            case Departed -> new Nobody();
            // Who is not declared may not be declared yet, or by a mistake not any more; who has left is.
            case Missing -> new Later();
            case Unknown -> new Unknown();
        };
    }

    /** A disabled account is there; of one in trouble it is known where it is; one without an id is on its way. */
    private static Answer among(Map<AppId, KnownAccount> recorded, AppDefinition app) {
        var account = Optional.ofNullable(recorded.get(app.id()))
                .filter(there -> !there.state().isNowhere());
        if (account.isEmpty()) {
            return new Nobody();
        }
        return app.tenant()
                .flatMap(account.get()::idIn)
                .<Answer>map(Account::new)
                .orElseGet(Later::new);
    }
}
