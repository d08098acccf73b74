package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where passwords lie, in memory. */
public final class FakeHandout implements Handout {
    private static final String NOBODYS = "nobody's-";

    private record There(Parcel parcel, Sensitive password) {}

    private final Map<String, There> lying = new HashMap<>();
    private int made;
    private boolean closed;
    private Optional<Error> mistake = Optional.empty();

    @Override
    public DueCredential.Place place(Basis.Reference user, AppId app) {
        return new DueCredential.Place(user.namespace(), user.name() + "-" + app.name());
    }

    @Override
    public synchronized Sensitive keep(Parcel parcel, PasswordPolicy policy) throws NotKept {
        expectOpen();
        var name = parcel.place().secret();
        var there = Optional.ofNullable(lying.get(name))
                .filter(one -> one.parcel().occasion().equals(parcel.occasion()))
                .orElseGet(() -> new There(parcel, new Sensitive("password-" + ++made)));
        lying.put(name, there);
        return there.password();
    }

    @Override
    public synchronized Sensitive unknown(PasswordPolicy policy) {
        return new Sensitive(NOBODYS + ++made);
    }

    @Override
    public synchronized void drop(DueCredential.Place place, Instant occasion) throws NotKept {
        expectOpen();
        if (mistake.isPresent()) {
            throw mistake.get();
        }
        Optional.ofNullable(lying.get(place.secret()))
                .filter(one -> occasion.equals(one.parcel().occasion()))
                .ifPresent(one -> lying.remove(place.secret()));
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

    /** What takes passwords away has this mistake in it. */
    synchronized void isTakenAwayWith(Error mistaken) {
        mistake = Optional.of(mistaken);
    }

    synchronized void isTakenAwayWell() {
        mistake = Optional.empty();
    }

    /** Whether it is a password that nobody was told. */
    static boolean isNobodys(String password) {
        return password.startsWith(NOBODYS);
    }

    /** What lies there under this name. */
    synchronized Optional<String> of(String name) {
        return Optional.ofNullable(lying.get(name)).map(one -> one.password().reveal(text -> text));
    }
}
