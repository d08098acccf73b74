package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.HeldEntitlement;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Unexplained;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What accounts hold although no role explains it, as statuses have it. */
final class UnexplainedEntitlements {
    private UnexplainedEntitlements() {}

    static List<HeldEntitlement> entries(Unexplained found) {
        return Recall.held(found.entitlements().stream());
    }

    /** For the status; none where the list has them all. */
    static @Nullable Integer count(Unexplained found) {
        return found.count() == found.entitlements().size() ? null : Integer.valueOf(found.count());
    }

    static Unexplained recorded(AccountEntry entry) {
        var entitlements = new TreeSet<>(Recall.entitlements(entry.unexplained()));
        return new Unexplained(
                entitlements, Optional.ofNullable(entry.unexplainedCount()).orElse(entitlements.size()));
    }

    /** What is to be said of apps whose entitlements are all Usher's; empty where there is nothing. */
    static Optional<String> sentence(Resolution resolution, List<AccountEntry> entries) {
        var found = entries.stream()
                .filter(entry -> !recorded(entry).isEmpty() && isAuthoritative(resolution, entry))
                // The names are the app's words, and would be taken for ours in a sentence.
                .map(entry -> recorded(entry).count() + " in TargetApp " + entry.app())
                .collect(Collectors.joining(", "));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "no role of the user explains what accounts hold: name it in a Role that the user holds, take it away in the app, or have it ignored by `spec.entitlements.ignore` of the TargetApp. `status.accounts[].unexplained` lists them: "
                                + found);
    }

    private static boolean isAuthoritative(Resolution resolution, AccountEntry entry) {
        return Optional.ofNullable(resolution.apps().get(Recall.id(entry)))
                .map(Decision::terms)
                .filter(terms -> terms.authority() == Authority.Authoritative)
                .isPresent();
    }
}
