package dev.usher.sync;

import dev.usher.connector.Change.NewPassword;
import dev.usher.domain.account.RemoteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By what the holders of accounts of a fake app get in. */
final class FakePasswords {
    private final Map<RemoteId, NewPassword> passwords = new HashMap<>();
    private final List<RemoteId> invited = new ArrayList<>();

    synchronized void set(RemoteId account, NewPassword password) {
        passwords.put(account, password);
    }

    synchronized Optional<NewPassword> of(RemoteId account) {
        return Optional.ofNullable(passwords.get(account));
    }

    /** The password of an account as its holder types it. */
    synchronized Optional<String> typed(RemoteId account) {
        return of(account).map(password -> password.value().reveal(text -> text));
    }

    synchronized void invites(RemoteId account) {
        invited.add(account);
    }

    synchronized List<RemoteId> invited() {
        return List.copyOf(invited);
    }
}
