package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Person;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Rulings;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.why.Condition;
import dev.usher.domain.why.Explainer;
import dev.usher.domain.why.Explanation;
import dev.usher.domain.why.Recorded;
import dev.usher.sync.Catalog;
import dev.usher.sync.Facts;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Why users have what they have: what the operator decides from the same resources, and what that follows from. */
public final class Explanations {
    private final Catalog catalog;
    private final Rulings rulings;
    private final Clock clock;

    /**
     * Explanations of what is decided now.
     *
     * @param rulings of nobody else: it keeps the rules that were asked for last
     */
    public Explanations(Catalog catalog, Rulings rulings, Clock clock) {
        this.catalog = catalog;
        this.rulings = rulings;
        this.clock = clock;
    }

    /**
     * What is declared and recorded.
     *
     * @param namespaces those that could be read
     * @param holds those that could be read
     * @param labels of the namespaces of which they could be read
     */
    public record Snapshot(
            Set<String> namespaces,
            List<ProvisionedUser> users,
            List<Role> roles,
            List<TargetApp> apps,
            List<RetainedAccount> retained,
            List<ProvisioningPolicy> policies,
            List<AccessLock> locks,
            List<LegalHold> holds,
            Map<String, Map<String, String>> labels) {}

    /** What can be said of a user. */
    public sealed interface Answer {
        record Of(Explanation explanation) implements Answer {}

        /** Nothing is decided about the user. */
        record Undecided(String why) implements Answer {}

        record NoSuchUser() implements Answer {}

        record NoSuchApp() implements Answer {}
    }

    /**
     * Explains a user of a namespace.
     *
     * @param app the one that is asked about, one of another namespace as {@code namespace/name}; empty: every one that has to do with the user
     */
    public Answer of(Snapshot read, String namespace, String name, Optional<String> app) {
        var now = clock.instant();
        var replica = Replica.of(read, catalog, rulings, now);
        var found = replica.caches().user(namespace, name);
        if (found.isEmpty()) {
            return new Answer.NoSuchUser();
        }
        var user = found.get();
        var world = replica.world();
        return world.person(user)
                .map(facts -> explained(user, facts, world.circle().subject(user, now), app, now))
                .orElseGet(() -> undecided(user, world.said(user)));
    }

    private static Answer undecided(ProvisionedUser user, Reading<Person> read) {
        if (user.isMarkedForDeletion()) {
            return new Answer.Undecided("is being deleted: what becomes of its accounts is in the RetainedAccounts");
        }
        return new Answer.Undecided(
                switch (read) {
                    case Reading.Newer<Person> newer -> "cannot be understood: " + newer.message();
                    case Reading.Invalid<Person> invalid -> "cannot be understood: " + invalid.message();
                    case Reading.Of<Person> of -> "is nobody to decide about";
                });
    }

    private Answer explained(
            ProvisionedUser user, Facts.OfPerson facts, Optional<Subject> subject, Optional<String> app, Instant now) {
        var decided = facts.resolve(now);
        var namespace = user.getMetadata().getNamespace();
        var explainer = new Explainer(namespace, facts.access(), decided, rule -> conditions(rule, subject));
        var known = new TreeSet<>(explainer.apps());
        accounts(user).forEach(entry -> known.add(Recall.id(entry)));
        var asked = app.map(name -> app(namespace, name));
        if (asked.isPresent() && !known.contains(asked.get()) && !isDeclared(facts, asked.get())) {
            return new Answer.NoSuchApp();
        }
        Collection<AppId> apps = asked.<Collection<AppId>>map(Set::of).orElse(known);
        return new Answer.Of(new Explanation(
                namespace,
                user.getMetadata().getName(),
                decided,
                explainer.isFrozen(),
                ready(user),
                apps.stream().map(id -> explainer.in(id, recorded(user, id))).toList()));
    }

    private static AppId app(String home, String named) {
        var slash = named.indexOf('/');
        return slash < 0 ? new AppId(home, named) : new AppId(named.substring(0, slash), named.substring(slash + 1));
    }

    private static boolean isDeclared(Facts.OfPerson facts, AppId app) {
        return facts.access().apps().containsKey(app);
    }

    private List<Condition> conditions(Rule rule, Optional<Subject> subject) {
        var parts = rulings.parts(rule);
        return subject.stream()
                .map(person -> rulings.judge(person.namespace(), Set.copyOf(parts), Set.of())
                        .about(person))
                .flatMap(truths -> parts.stream().map(part -> new Condition(part, truths.of(part))))
                .toList();
    }

    private static List<AccountEntry> accounts(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::accounts)
                .orElse(List.of());
    }

    private static Optional<Recorded> recorded(ProvisionedUser user, AppId app) {
        return accounts(user).stream()
                .filter(entry -> Recall.id(entry).equals(app))
                .map(entry -> new Recorded(
                        entry.state(),
                        Optional.of(entry.since()),
                        Optional.ofNullable(entry.reason()),
                        Optional.ofNullable(entry.message()),
                        UnexplainedEntitlements.recorded(entry)))
                .findFirst();
    }

    private static Optional<Recorded> ready(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.type().equals("Ready"))
                .map(condition -> new Recorded(
                        condition.status(),
                        Optional.of(condition.lastTransitionTime()),
                        Optional.of(condition.reason()),
                        Optional.of(condition.message())))
                .findFirst();
    }
}
