package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.sync.Result;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lanes were asked about one user, and what they last said.
 *
 * @param asked the apps that owe an answer
 * @param said the latest word of each app
 */
record Answers(Set<AppId> asked, Map<AppId, Result> said) {

    /** The answer to what is decided now, if there is one. */
    Optional<Result> to(AppId app, Applied aim) {
        return Optional.ofNullable(said.get(app)).filter(result -> result.aim().equals(Optional.of(aim)));
    }

    /** What was last said of an account that is there, whatever was asked. */
    Optional<Result> account(AppId app) {
        return Optional.ofNullable(said.get(app)).filter(result -> result.id().isPresent());
    }

    /**
     * Whether the app may have been changed since an agreement was recorded.
     *
     * <p>Without this an edit that is taken back at once would count as agreed, while its first half still lands.
     */
    boolean areAwaited(AppId app, Applied aim) {
        return to(app, aim).isEmpty() && (asked.contains(app) || said.containsKey(app));
    }
}
