package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Wave;

/** Where lanes leave what they have to say; it keeps the latest word on each subject, and takes no time. */
public interface Outbox {
    void put(Key key, AppId app, Result result);

    /** Somebody gave an account more than is decided, and it is taken back. */
    void loosened(Key key, AppId app);

    /** A wave of removals is over its limit: nothing of it happens. */
    void holds(AppId app, Wave wave);

    /** The health of a lane changed. */
    void changed(AppId app);
}
