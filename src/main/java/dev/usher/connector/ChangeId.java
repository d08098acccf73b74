package dev.usher.connector;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;

/**
 * Names one change for its journal records and its outcome.
 *
 * @param number unique within the process
 */
public record ChangeId(AppId app, Identity identity, long number) {}
