package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.source.SourceId;
import java.time.Duration;

/** Hears what is to be watched of each app, and of each source of people. */
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

    /**
     * What a source said of somebody is so in the apps.
     *
     * @param took from the beginning of the reading that found it until the last account was read back
     */
    void provisioned(SourceId source, Duration took);
}
