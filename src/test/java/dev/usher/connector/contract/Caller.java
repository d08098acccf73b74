package dev.usher.connector.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Learned;
import dev.usher.connector.Once;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A session as a lane would use it, in few words. */
final class Caller implements AutoCloseable {
    static final AppId APP = new AppId("people", "app");
    private static final AtomicLong NUMBERS = new AtomicLong();

    final GatedWire wire = new GatedWire();
    final Relay relay;
    final AppSession session;

    private Caller(ConnectorUnderTest tested, boolean right) throws AppFailure {
        relay = new Relay(tested.port());
        var config = tested.at(relay.port());
        assertThat(tested.connector().problems(config)).isEmpty();
        try {
            session = tested.connector().open(config, tested.credentials(right), Learned.NOTHING, wire);
        } catch (AppFailure | RuntimeException e) {
            relay.close();
            throw e;
        }
    }

    static Caller open(ConnectorUnderTest tested) throws AppFailure {
        return new Caller(tested, true);
    }

    static Caller withWrongCredentials(ConnectorUnderTest tested) throws AppFailure {
        return new Caller(tested, false);
    }

    ChangeId item() {
        return new ChangeId(APP, new Identity("people", "e-1"), NUMBERS.incrementAndGet());
    }

    Outcome create(Desired desired) {
        return apply(new Change.Create(item(), desired));
    }

    Outcome update(RemoteId id, Delta delta) {
        return apply(new Change.Update(item(), id, delta, Optional.empty()));
    }

    Outcome disable(RemoteId id) {
        return apply(new Change.Disable(item(), id));
    }

    Outcome enable(RemoteId id) {
        return apply(new Change.Enable(item(), id));
    }

    Outcome delete(RemoteId id) {
        return apply(new Change.Delete(item(), id));
    }

    Outcome setPassword(RemoteId id, String password) {
        return apply(new Change.SetPassword(item(), id, new Change.NewPassword(new Sensitive(password), false)));
    }

    Outcome define(Entitlement entitlement) {
        return apply(new Change.Define(item(), entitlement));
    }

    Outcome add(Entitlement entitlement, RemoteId id) {
        return apply(new Change.Members(entitlement, List.of(member(id)), List.of()));
    }

    Outcome remove(Entitlement entitlement, RemoteId id) {
        return apply(new Change.Members(entitlement, List.of(), List.of(member(id))));
    }

    Change.Member member(RemoteId id) {
        return new Change.Member(item(), id);
    }

    Outcome apply(Change change) {
        return applyAll(change).values().iterator().next();
    }

    /** The outcome of each item; each is reported once, and no other is. */
    Map<ChangeId, Outcome> applyAll(Change... changes) {
        var outcomes = new LinkedHashMap<ChangeId, Outcome>();
        var reported = new ArrayList<ChangeId>();
        session.apply(new Batch(List.of(changes)), (item, outcome) -> {
            reported.add(item);
            outcomes.put(item, outcome);
        });
        var items = Stream.of(changes)
                .flatMap(change -> Once.items(change).stream())
                .toList();
        assertThat(reported).containsExactlyInAnyOrderElementsOf(items);
        return outcomes;
    }

    Seen see(Scope scope) throws AppFailure {
        var shown = new Seen();
        session.observe(scope, shown);
        return shown;
    }

    Optional<Account> find(String externalId, String userName) throws AppFailure {
        var shown = see(
                new Scope.Matching(List.of(new Scope.Key.ExternalId(externalId), new Scope.Key.UserName(userName))));
        assertThat(shown.accounts).hasSizeLessThan(2);
        return shown.accounts.stream().findFirst();
    }

    Account read(RemoteId id) throws AppFailure {
        var shown = see(new Scope.Accounts(Set.of(id)));
        assertThat(shown.accounts).hasSize(1);
        return shown.accounts.getFirst();
    }

    static Failure failure(Attempt attempt) {
        var thrown = catchThrowableOfType(AppFailure.class, attempt::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.maybeDone()).isFalse();
        return thrown.failure();
    }

    @Override
    public void close() {
        session.close();
        relay.close();
    }

    /** Something that may fail. */
    interface Attempt {
        void run() throws AppFailure;
    }
}
