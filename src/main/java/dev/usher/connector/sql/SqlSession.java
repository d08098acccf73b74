package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Once;
import dev.usher.connector.Op;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One database. What it was seen to have is asked anew with each sign of life, for tables change while a session is open. */
final class SqlSession implements AppSession {
    private final Database database;
    private final Database.Work<Model> asked;
    private final List<Capability> declared;
    private final int pageSize;
    private final Clock clock;
    private volatile Model model;

    /**
     * Asks what the database has.
     *
     * @param declared what can be said of the app without asking it
     */
    SqlSession(Database database, Database.Work<Model> asked, List<Capability> declared, int pageSize, Clock clock)
            throws AppFailure {
        this.database = database;
        this.asked = asked;
        this.declared = List.copyOf(declared);
        this.pageSize = pageSize;
        this.clock = clock;
        this.model = database.read(Op.DISCOVER, asked);
    }

    private Accounts accounts() {
        return new Accounts(database, model, pageSize);
    }

    private AccountWrites accountWrites() {
        var current = model;
        return new AccountWrites(database, current, new Accounts(database, current, pageSize));
    }

    private Entitlements entitlements() {
        return new Entitlements(database, model, pageSize);
    }

    private Capabilities capabilities(Model model) {
        var all = new ArrayList<>(model.capabilities());
        var creates = model.groups().flatMap(groups -> groups.define("")).isPresent();
        all.add(new Capability(Capability.GROUPS_CREATE, Boolean.toString(creates), Capability.Origin.spec));
        all.addAll(declared);
        return new Capabilities(all);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities(model);
    }

    @Override
    public void ping() throws AppFailure {
        model = database.read(Op.DISCOVER, sql -> {
            var current = asked.run(sql);
            current.ping(sql);
            return current;
        });
    }

    @Override
    public Completeness observe(Scope scope, Sink sink) throws AppFailure {
        return switch (scope) {
            case Scope.All _ -> accounts().all(sink);
            case Scope.Accounts some -> accounts().byId(some.ids(), sink);
            case Scope.Matching matching -> accounts().matching(matching.keys(), sink);
            case Scope.Members members -> entitlements().members(members.of(), sink);
            case Scope.Holders holders -> entitlements().holders(holders.of(), holders.ids(), sink);
            case Scope.Since _ -> throw AppFailure.of(Kind.UNSUPPORTED, Detail.NONE);
        };
    }

    @Override
    public void apply(Batch batch, Report report) {
        Once.each(batch, report, clock, this::apply);
    }

    private void apply(Change change, Once report) {
        switch (change) {
            case Change.OfAccount one ->
                report.outcome(one.id(), accountWrites().apply(one));
            case Change.Members members -> entitlements().change(members, report);
            case Change.Define define ->
                report.outcome(define.id(), entitlements().define(define));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
