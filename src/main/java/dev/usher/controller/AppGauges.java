package dev.usher.controller;

import dev.usher.domain.account.AppId;

/** Hears what is to be watched of each app. */
public interface AppGauges {
    /**
     * What ends by dates that are known, in the time of a forecast.
     *
     * @param over how many windows of the limit see more accounts end than it lets go
     */
    void ends(AppId app, int accounts, int over);

    /**
     * What a limit holds.
     *
     * @param amount of accounts, or of entitlements where that is the limit
     */
    void held(AppId app, int waves, int amount);
}
