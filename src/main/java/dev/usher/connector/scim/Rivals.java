package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds who is in the way of an account that the app refuses to create; some hide them from filters. */
record Rivals(Routes routes, Accounts accounts, LookUps lookUps, Dialect.Finding finding) {
    private static final String EMAIL_PATH = "emails.value";
    private static final ScimPath EMAILS = ScimPath.of("emails");
    private static final ScimPath VALUE = ScimPath.of("value");

    Collection<Account> of(Desired desired) throws AppFailure {
        var keys = keys(desired);
        var found = accounts.find(keys);
        for (var clue : finding.clues()) {
            if (found.isEmpty()) {
                found = more(clue, keys, desired);
            }
        }
        return found;
    }

    private List<Scope.Key> keys(Desired desired) {
        var keys = new ArrayList<Scope.Key>();
        for (var clue : finding.clues()) {
            switch (clue) {
                case EXTERNAL_ID ->
                    keys.add(new Scope.Key.ExternalId(desired.identity().externalId()));
                case USER_NAME ->
                    keys.add(new Scope.Key.UserName(desired.attributes().userName()));
                case EMAIL, SCAN -> {}
            }
        }
        return keys;
    }

    private Collection<Account> more(Dialect.Clue clue, List<Scope.Key> keys, Desired desired) throws AppFailure {
        return switch (clue) {
            case EXTERNAL_ID, USER_NAME -> List.of();
            case EMAIL -> byEmail(desired);
            case SCAN -> {
                var sought = new ArrayList<>(Accounts.sought(keys));
                if (finding.clues().contains(Dialect.Clue.EMAIL)) {
                    email(desired).ifPresent(sought::add);
                }
                yield accounts.shown(lookUps.amongAll(routes.users(), sought));
            }
        };
    }

    private Collection<Account> byEmail(Desired desired) throws AppFailure {
        var email = email(desired);
        if (email.isEmpty()) {
            return List.of();
        }
        var rows = lookUps.filtered(routes.users(), email.get()).orElse(List.of()).stream()
                .filter(email.get().match())
                .toList();
        return accounts.shown(rows);
    }

    private static Optional<LookUps.Sought> email(Desired desired) {
        return desired.atCreation()
                .get(Attributes.EMAIL)
                .map(email -> new LookUps.Sought(
                        Optional.empty(),
                        EMAIL_PATH,
                        email,
                        user -> has(user, email),
                        Subject.attributes(List.of(Attributes.EMAIL))));
    }

    private static boolean has(Resource user, String email) {
        return user.objects(EMAILS).orElse(List.of()).stream()
                .anyMatch(one -> one.text(VALUE).filter(email::equalsIgnoreCase).isPresent());
    }
}
