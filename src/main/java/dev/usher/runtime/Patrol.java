package dev.usher.runtime;

import java.util.Optional;

/** What is looked at again and again while this process is in charge, whether or not anything happens. */
record Patrol(CacheCheck cacheCheck, Gauging gauging, Optional<AdmissionWatch> admission) {
    /** Has it looked at from now on. */
    static Patrol begun(CacheCheck cacheCheck, Optional<AdmissionWatch> admission, Runnable show) {
        cacheCheck.start();
        admission.ifPresent(AdmissionWatch::start);
        return new Patrol(cacheCheck, Gauging.begun(show), admission);
    }

    void stop() {
        gauging.stop();
        cacheCheck.stop();
        admission.ifPresent(AdmissionWatch::stop);
    }
}
