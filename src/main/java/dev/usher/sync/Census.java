package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Wave;
import java.util.Map;
import java.util.Optional;

/** Who is about to lose what, and to whose change: counted by those who decide about everybody. */
public interface Census {
    /** What somebody is about to lose in an app; empty where it was not decided yet, or is nothing. */
    Optional<Loss> loss(AppId app, Key key);

    /** Whose change it is that an account which stays is to look otherwise; empty where that was not decided yet, or it is not. */
    Optional<Loss> change(AppId app, Key key);

    /**
     * All who are about to lose something by one change, and how much each.
     *
     * @return empty where that needs everybody, and not everybody was decided since the start
     */
    Optional<Map<Member, Integer>> members(AppId app, Wave.Key wave);

    /** How many changes have begun so far to be looked at with everybody whom they touch. */
    long sweeps();

    /** Whether as many are over, or have nobody left who was not decided with them. */
    boolean areOver(long sweeps);

    /** How many accounts there somebody has, and can use. */
    int usable(AppId app);

    /** Whether everybody was decided since the start. */
    boolean isComplete();
}
