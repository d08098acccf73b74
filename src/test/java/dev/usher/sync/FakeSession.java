package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.Wire;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A session with a fake app; like a real one it makes every request through its wire. */
final class FakeSession implements AppSession {
    private final FakeApp app;
    private final Wire wire;
    private final String secret;

    FakeSession(FakeApp app, Wire wire, String secret) {
        this.app = app;
        this.wire = wire;
        this.secret = secret;
    }

    @Override
    public Capabilities capabilities() {
        var all = new ArrayList<>(app.lessons());
        all.add(new Capability(
                Capability.DISABLED_ARE, app.dormancy().name().toLowerCase(Locale.ROOT), Capability.Origin.spec));
        all.add(new Capability(Capability.LEFT_OUT, String.join(",", app.leftOut()), Capability.Origin.discovered));
        all.add(new Capability("page.size", "100", Capability.Origin.defaulted));
        all.add(new Capability(
                Capability.UNIQUE_USER_NAMES,
                Boolean.toString(app.doesSayNamesAreUnique()),
                Capability.Origin.discovered));
        if (app.changes.canBeTold()) {
            all.add(new Capability(Capability.CHANGES, "true", Capability.Origin.discovered));
        }
        if (app.doesTellUses()) {
            all.add(new Capability(Capability.LAST_USE, "true", Capability.Origin.spec));
        }
        return new Capabilities(all);
    }

    @Override
    public void ping() throws AppFailure {
        request(Op.DISCOVER, "ping");
    }

    private void request(Op op, String about) throws AppFailure {
        wire.call(op, ticket -> {
            if (op != Op.DISCOVER) {
                app.backlog.arrives(op + " " + about);
            }
            app.request(op, about, secret);
            return true;
        });
    }

    @Override
    public Completeness observe(Scope scope, Sink sink) throws AppFailure {
        switch (scope) {
            case Scope.Accounts accounts -> {
                for (var id : accounts.ids()) {
                    request(Op.READ, id.value());
                    if (app.isUnclearOf(id)) {
                        throw AppFailure.of(Kind.REJECTED, Detail.NONE);
                    }
                    app.read(id).ifPresentOrElse(sink::account, () -> sink.absent(id));
                }
            }
            case Scope.Matching matching -> {
                app.isAskedFor(matching.keys());
                request(Op.LOOK_UP, matching.keys().getLast().value());
                app.matching(
                                matching.keys().stream()
                                        .filter(Scope.Key.ExternalId.class::isInstance)
                                        .map(Scope.Key::value)
                                        .toList(),
                                matching.keys().stream()
                                        .filter(Scope.Key.UserName.class::isInstance)
                                        .map(Scope.Key::value)
                                        .toList())
                        .forEach(sink::account);
            }
            case Scope.Members of -> {
                if (capabilities().value(Capability.MEMBERS_READ).equals(Optional.of("probe"))) {
                    throw AppFailure.of(Kind.UNSUPPORTED, Detail.NONE);
                }
                request(Op.LIST, of.of().value());
                app.expectReadable(of.of());
                app.membersShown(of.of()).forEach(id -> sink.member(of.of(), new RemoteId(id)));
                if (app.holdsAnother(of.of())) {
                    sink.nested(of.of());
                }
            }
            case Scope.Holders of -> {
                for (var id : of.ids()) {
                    request(Op.LOOK_UP, of.of().value() + " " + id.value());
                    if (app.membersShown(of.of()).contains(id.value())) {
                        sink.member(of.of(), id);
                    }
                }
            }
            case Scope.All all -> {
                var begun = app.changes.now().filter(any -> all.marked());
                for (var page : app.pages()) {
                    request(Op.LIST, "everybody");
                    page.forEach(account -> listed(account, sink));
                    app.mayBreakOff();
                }
                return new Completeness(true, OptionalLong.empty(), begun);
            }
            case Scope.Since since -> {
                request(Op.LIST, "changes");
                var now = app.changes.now();
                for (var changed : app.changes.since(since.cookie())) {
                    changed(changed, sink);
                }
                return new Completeness(true, OptionalLong.empty(), now);
            }
        }
        return Completeness.EXACT;
    }

    private void listed(Account account, Sink sink) {
        if (app.isUnclearOf(account.id())) {
            sink.unclear(account.id());
            return;
        }
        sink.account(account);
        if (app.doesTellUses()) {
            app.lastUse(account.id()).ifPresent(last -> sink.used(account.id(), last));
        }
    }

    private void changed(Object what, Sink sink) {
        if (what instanceof Entitlement entitlement) {
            sink.entitlement(entitlement);
        } else if (what instanceof RemoteId id) {
            if (app.isUnclearOf(id)) {
                sink.unclear(id);
            } else if (app.claimsGone(id)) {
                sink.absent(id);
            } else {
                app.read(id).ifPresentOrElse(sink::account, () -> sink.absent(id));
            }
        }
    }

    @Override
    public void apply(Batch batch, Report report) {
        for (var change : batch.changes()) {
            switch (change) {
                case Change.Create create ->
                    report.outcome(
                            create.id(),
                            write(Op.CREATE, create.desired().attributes().userName(), () -> created(create)));
                case Change.Update update ->
                    report.outcome(
                            update.id(), write(Op.UPDATE, update.account().value(), () -> changed(update)));
                case Change.Disable disable ->
                    report.outcome(
                            disable.id(),
                            write(
                                    Op.DISABLE,
                                    disable.account().value(),
                                    () -> app.change(disable.account(), FakeSession::disabled)));
                case Change.Delete delete ->
                    report.outcome(
                            delete.id(),
                            write(Op.DELETE, delete.account().value(), () -> app.delete(delete.account())));
                case Change.Members members -> members(members, report);
                case Change.Enable enable ->
                    report.outcome(
                            enable.id(),
                            write(Op.UPDATE, enable.account().value(), () -> app.enable(enable.account())));
                case Change.EndSessions end ->
                    report.outcome(
                            end.id(),
                            write(Op.END_SESSIONS, end.account().value(), () -> app.endsSessions(end.account())));
                case Change.HandOver over ->
                    report.outcome(
                            over.id(),
                            write(
                                    Op.HAND_OVER,
                                    over.account().value(),
                                    () -> app.handedOver(over.account(), over.userName())));
                case Change.SetPassword set ->
                    report.outcome(
                            set.id(),
                            write(
                                    Op.SET_PASSWORD,
                                    set.account().value(),
                                    () -> app.setPassword(set.account(), set.password())));
                case Change.Invite invite ->
                    report.outcome(
                            invite.id(),
                            write(Op.INVITE, invite.account().value(), () -> app.invite(invite.account())));
                case Change.Define define -> throw new UnsupportedOperationException();
            }
        }
    }

    private Outcome created(Change.Create create) {
        var outcome = app.create(
                create.desired().atCreation(),
                create.desired().identity().externalId(),
                create.desired().enabled());
        if (outcome instanceof Outcome.Agreed agreed) {
            create.password()
                    .ifPresent(password ->
                            app.setPassword(agreed.read().orElseThrow().id(), password));
        }
        return outcome;
    }

    /** All in one request, of which the app says one thing. */
    private void members(Change.Members change, Report report) {
        var all = Stream.concat(
                        change.add().stream()
                                .map(member -> "+" + member.account().value()),
                        change.remove().stream()
                                .map(member -> "-" + member.account().value()))
                .toList();
        var about = change.entitlement().value() + " "
                + all.stream().map(one -> one.substring(1)).collect(Collectors.joining(" "));
        var outcome = write(Op.MEMBERS, all.getFirst().charAt(0) + about, () -> {
            if (Stream.concat(change.add().stream(), change.remove().stream())
                    .anyMatch(member -> app.refuses(member.account()))) {
                return new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.NONE));
            }
            var said = change.add().stream()
                    .map(member -> app.member(change.entitlement(), member.account(), true))
                    .toList();
            var more = change.remove().stream()
                    .map(member -> app.member(change.entitlement(), member.account(), false))
                    .toList();
            return Stream.concat(said.stream(), more.stream()).toList().getLast();
        });
        Stream.concat(change.add().stream(), change.remove().stream())
                .forEach(member -> report.outcome(member.id(), outcome));
    }

    private Outcome write(Op op, String about, Supplier<Outcome> effect) {
        try {
            request(op, about);
            return app.write(op, effect);
        } catch (AppFailure e) {
            return new Outcome.Failed(e.failure());
        }
    }

    private Outcome changed(Change.Update update) {
        var values = new TreeMap<String, String>();
        update.delta().attributes().forEach((name, value) -> value.ifPresent(text -> values.put(name, text)));
        return app.refuses(Attributes.of(values))
                ? new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.NONE))
                : app.change(update.account(), account -> updated(account, update.delta()));
    }

    private static Account updated(Account before, Delta delta) {
        var values = new TreeMap<>(before.attributes().values());
        delta.attributes()
                .forEach((name, value) ->
                        value.ifPresentOrElse(text -> values.put(name, text), () -> values.remove(name)));
        return new Account(
                before.id(),
                delta.externalId().or(before::externalId),
                before.active() || delta.enable(),
                Attributes.of(values),
                before.version());
    }

    private static Account disabled(Account before) {
        return new Account(before.id(), before.externalId(), false, before.attributes(), before.version());
    }

    @Override
    public void close() {
        app.isClosed();
    }
}
