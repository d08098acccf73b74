package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.quality.Problem;
import dev.usher.kube.Events;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events about a user: one for each thing that happened to accounts between two statuses, and one for a new lifecycle state,
 * except of who joins and gets accounts, which says it.
 */
final class Announcements {
    private static final Set<String> FINDINGS = Arrays.stream(Problem.Kind.values())
            .filter(kind -> kind.effect() == Problem.Effect.SAYS)
            .map(Problem.Kind::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Events events;

    Announcements(Events events) {
        this.events = events;
    }

    /** Says what is new, where something is. */
    void announce(ProvisionedUser user, ProvisionedUserStatus next) {
        var before = AccountEntries.recorded(Optional.ofNullable(user.getStatus()));
        var all = next.accounts().stream()
                .filter(entry -> {
                    var earlier = before.get(Recall.id(entry));
                    return earlier == null
                            || !earlier.state().equals(entry.state())
                            || !Objects.equals(earlier.reason(), entry.reason());
                })
                .toList();
        var changed = all.stream()
                .filter(entry -> !Agreements.isDrifted(entry) && !Plans.isPlanned(entry))
                .toList();
        var told = Arrays.stream(Happening.values())
                .filter(happening -> says(
                        user,
                        happening,
                        changed.stream()
                                .filter(entry -> happening.isOf(entry, before.get(Recall.id(entry))))
                                .toList()))
                .toList();
        if (user.getStatus() != null || !told.equals(List.of(Happening.CREATED))) {
            lifecycle(user, next);
        }
        findings(user, next);
        troubles(user, next, all);
    }

    private void troubles(ProvisionedUser user, ProvisionedUserStatus next, List<AccountEntry> changed) {
        Losing.full(next.accounts())
                .forEach(app -> events.warning(user, "Provision", Losing.REASON, Losing.sentence(app)));
        changed.stream()
                .filter(Announcements::needsSomebody)
                .forEach(entry -> events.warning(
                        user,
                        "Provision",
                        Optional.ofNullable(entry.reason()).orElse(entry.state()),
                        "account in " + entry.app() + ": "
                                + Optional.ofNullable(entry.message()).orElse(entry.state())));
    }

    private static boolean needsSomebody(AccountEntry entry) {
        return is(entry, AccountState.Failed) || is(entry, AccountState.Held) || Agreements.isDrifted(entry);
    }

    private void lifecycle(ProvisionedUser user, ProvisionedUserStatus next) {
        var before = Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::lifecycleState);
        var now = Optional.ofNullable(next.lifecycleState());
        if (now.isPresent() && !now.equals(before)) {
            events.routine(
                    user,
                    "Transition",
                    now.get(),
                    before.map(state -> "was " + state + " and is " + now.get()).orElse("is " + now.get()));
        }
    }

    /** What is only said is said once, when it begins. */
    private void findings(ProvisionedUser user, ProvisionedUserStatus next) {
        var before = Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
        next.conditions().stream()
                .filter(condition -> FINDINGS.contains(condition.type()))
                .filter(condition ->
                        Conditions.of(before.conditions(), condition.type()).isEmpty())
                .forEach(condition -> events.warning(user, "Judge", condition.reason(), condition.message()));
    }

    private boolean says(ProvisionedUser user, Happening happening, List<AccountEntry> accounts) {
        var apps = accounts.stream().map(AccountEntry::app).toList();
        if (!apps.isEmpty()) {
            var note = "accounts " + happening.participle + " in " + names(apps);
            if (happening == Happening.CREATED || happening == Happening.ACTIVE) {
                events.routine(user, happening.action, happening.reason, note);
            } else {
                events.normal(user, happening.action, happening.reason, note);
            }
        }
        return !apps.isEmpty();
    }

    /** What may have happened to an account between two statuses. */
    private enum Happening {
        ADOPTED("Adopt", "AccountsAdopted", "taken over") {
            @Override
            boolean isOf(AccountEntry entry, @Nullable AccountEntry before) {
                return Boolean.TRUE.equals(entry.adopting()) && entry.reason() == null;
            }
        },
        CREATED("Create", "AccountsCreated", "created") {
            @Override
            boolean isOf(AccountEntry entry, @Nullable AccountEntry before) {
                return is(entry, AccountState.Active) && (before == null || before.id() == null);
            }
        },
        ACTIVE("Enable", "AccountsActive", "active") {
            @Override
            boolean isOf(AccountEntry entry, @Nullable AccountEntry before) {
                return is(entry, AccountState.Active) && !CREATED.isOf(entry, before);
            }
        },
        DISABLED("Disable", "AccountsDisabled", "disabled") {
            @Override
            boolean isOf(AccountEntry entry, @Nullable AccountEntry before) {
                return is(entry, AccountState.Disabled);
            }
        },
        DELETED("Delete", "AccountsDeleted", "deleted") {
            // Nothing was deleted of somebody who never logged in.
            @Override
            boolean isOf(AccountEntry entry, @Nullable AccountEntry before) {
                return is(entry, AccountState.Deleted) && (entry.id() != null || entry.awaited() == null);
            }
        };

        private final String action;
        private final String reason;
        private final String participle;

        Happening(String action, String reason, String participle) {
            this.action = action;
            this.reason = reason;
            this.participle = participle;
        }

        abstract boolean isOf(AccountEntry entry, @Nullable AccountEntry before);
    }

    private static boolean is(AccountEntry entry, AccountState state) {
        return entry.state().equals(state.name());
    }

    private static String names(List<String> apps) {
        var first = apps.stream().limit(2).collect(Collectors.joining(", "));
        return apps.size() <= 2 ? first : first + " and " + (apps.size() - 2) + " more";
    }
}
