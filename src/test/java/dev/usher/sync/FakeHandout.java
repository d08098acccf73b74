package dev.usher.sync;

import dev.usher.connector.Sensitive;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where passwords lie, in memory. */
public final class FakeHandout implements Handout {
    private record Kept(Parcel parcel, Sensitive password) {}

    private final Map<String, Kept> kept = new HashMap<>();
    private int made;
    private boolean closed;

    @Override
    public DueCredential.Lying place(Basis.Reference user, AppId app, Instant until) {
        return new DueCredential.Lying(user.namespace(), user.name() + "-" + app.name(), until);
    }

    @Override
    public synchronized Sensitive keep(Parcel parcel, PasswordPolicy policy) throws NotKept {
        expectOpen();
        var name = parcel.place().secret();
        var there = Optional.ofNullable(kept.get(name))
                .filter(one -> one.parcel().occasion().equals(parcel.occasion()));
        var password = there.map(Kept::password).orElseGet(() -> unknown(policy));
        kept.put(name, new Kept(parcel, password));
        return password;
    }

    @Override
    public synchronized Sensitive unknown(PasswordPolicy policy) {
        made++;
        return new Sensitive("password-" + made);
    }

    @Override
    public synchronized void drop(DueCredential.Lying place) throws NotKept {
        expectOpen();
        kept.remove(place.secret());
    }

    private void expectOpen() throws NotKept {
        if (closed) {
            throw new NotKept(Failure.of(Kind.CREDENTIAL_NOT_KEPT, Detail.NONE));
        }
    }

    /** From now on nothing can lie there, and nothing be taken away. */
    synchronized void closes(boolean closing) {
        closed = closing;
    }

    /** What lies there under this name. */
    synchronized Optional<String> of(String name) {
        return Optional.ofNullable(kept.get(name)).map(one -> one.password().reveal(text -> text));
    }
}
