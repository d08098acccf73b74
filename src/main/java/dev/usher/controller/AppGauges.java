package dev.usher.controller;

import dev.usher.domain.account.AppId;

/** Hears what ends in each app by dates that are known. */
@FunctionalInterface
public interface Ahead {
    /**
     * What ends in the time of a forecast.
     *
     * @param over how many windows of the limit see more accounts end than it lets go
     */
    void ends(AppId app, int accounts, int over);
}
