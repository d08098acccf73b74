package dev.usher.connector.ldap;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Once;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.ldap.Features;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One directory. */
final class LdapSession implements AppSession {
    private final Line line;
    private final Clock clock;
    private final Capabilities capabilities;
    private final Accounts accounts;
    private final AccountWrites accountWrites;
    private final Groups groups;
    private final GroupWrites groupWrites;
    private final Optional<Changes> changes;
    private final Listing listing;

    LdapSession(Line line, LdapSettings settings, Features features, Optional<LastUse> lastUse, Clock clock) {
        this.line = line;
        this.clock = clock;
        this.capabilities = capabilities(settings, features, lastUse);
        var entries = Entries.of(settings);
        var context = features.around(settings.base());
        this.accounts = new Accounts(line, entries, new Absence(line, entries, context), settings.pageSize());
        this.groups = new Groups(line, accounts, settings.groups());
        this.changes = Optional.of(Changes.of(line, accounts, groups, settings)).filter(_ -> features.tellsChanges());
        this.listing = new Listing(accounts, changes, lastUse);
        this.groupWrites = new GroupWrites(line, groups);
        var writes = new EntryWrites(line, entries, features);
        this.accountWrites = new AccountWrites(
                line,
                accounts,
                new NamesInGroups(groups, groupWrites),
                settings.template(),
                writes,
                new Passwords(line, accounts, writes, settings.firstAccess(), clock),
                clock);
    }

    /** A directory refuses a second entry of one name, and nothing else of which it says nothing. */
    private static Capabilities capabilities(LdapSettings settings, Features features, Optional<LastUse> lastUse) {
        var isNamedSo = settings.template().source().equals(Attributes.USER_NAME);
        var creates = settings.groups().filter(GroupSettings::create).isPresent();
        var all = new ArrayList<>(List.of(
                new Capability(Capability.UNIQUE_USER_NAMES, Boolean.toString(isNamedSo), Capability.Origin.spec),
                new Capability(Capability.GROUPS_CREATE, Boolean.toString(creates), Capability.Origin.spec),
                new Capability("postRead", Boolean.toString(features.postReads()), Capability.Origin.discovered),
                new Capability("assertion", Boolean.toString(features.assertions()), Capability.Origin.discovered)));
        if (!settings.firstAccess().isEmpty()) {
            // Not with a new account: as values of an entry some directories keep passwords as they come.
            all.add(new Capability(Capability.PASSWORDS, "later", Capability.Origin.spec));
        }
        if (features.tellsChanges()) {
            all.add(new Capability(Capability.CHANGES, "true", Capability.Origin.discovered));
        }
        lastUse.ifPresent(last -> all.add(new Capability(Capability.LAST_USE, "true", last.origin())));
        return new Capabilities(all);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public void ping() throws AppFailure {
        accounts.ping();
    }

    @Override
    public Completeness observe(Scope scope, Sink sink) throws AppFailure {
        return switch (scope) {
            case Scope.All all -> listing.all(all.marked(), sink);
            case Scope.Accounts some -> accounts.byId(some.ids(), sink);
            case Scope.Matching matching -> accounts.matching(matching.keys(), sink);
            case Scope.Members members -> groups.members(members.of(), sink);
            case Scope.Holders holders -> groups.holders(holders.of(), holders.ids(), sink);
            case Scope.Since since ->
                changes.orElseThrow(() -> AppFailure.of(Kind.UNSUPPORTED, Detail.NONE))
                        .since(since.cookie(), sink);
        };
    }

    @Override
    public void apply(Batch batch, Report report) {
        Once.each(batch, report, clock, this::apply);
    }

    private void apply(Change change, Once report) {
        switch (change) {
            case Change.OfAccount one -> report.outcome(one.id(), accountWrites.apply(one));
            case Change.Members members -> groupWrites.change(members, report);
            case Change.Define define -> report.outcome(define.id(), groupWrites.define(define));
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
