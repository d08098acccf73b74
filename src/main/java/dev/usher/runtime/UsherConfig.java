package dev.usher.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an installation is told: environment variables {@code USHER_…}, or properties {@code usher.…}. */
@ConfigMapping(prefix = "usher")
public interface UsherConfig {
    /** The installation's name for ever; two that watch one app need two names. */
    @WithDefault("usher")
    String installation();

    /** Where lease, ledger and records are kept; absent: the pod's own namespace, else usher-system. */
    Optional<String> namespace();

    /** Of this build. */
    String version();

    Watch watch();

    Network network();

    Audit audit();

    Locks locks();

    Admission admission();

    Webhooks webhooks();

    Log log();

    Tracing tracing();

    Test test();

    /** What is looked after. */
    interface Watch {
        /** The namespaces to look after; absent: all. */
        Optional<List<String>> namespaces();
    }

    /** Where the audit stream goes. */
    interface Audit {
        /** The file to whose end it is written; absent: standard output. */
        Optional<Path> file();
    }

    /** What is certain about locks. */
    interface Locks {
        /** Whether a policy of the API server sees to it that a lock names its creator. */
        @WithDefault("false")
        boolean requesterVerified();
    }

    /** What the API server judges by. */
    interface Admission {
        /** The ConfigMap in the operator's namespace that says which policies were installed; absent: nobody looks after them. */
        Optional<String> policies();
    }

    /** Messages of systems that something changed. */
    interface Webhooks {
        /** Whether they are taken. */
        @WithDefault("false")
        boolean enabled();
    }

    /** How the log is written; application.properties hands it to the framework, which writes it. */
    interface Log {
        /** Whether each line is a JSON object. */
        @WithDefault("false")
        boolean json();

        /** What is written of Usher's own: this and worse. */
        @WithDefault("INFO")
        String level();
    }

    /** Traces, which the environment variables of OpenTelemetry say more of. */
    interface Tracing {
        /** Whether there are any. */
        @WithDefault("false")
        boolean enabled();
    }

    /** What only tests may set. */
    interface Test {
        /** A file that moves time. */
        Optional<Path> clock();
    }

    /** Where requests may go. */
    interface Network {
        /** Blocks of addresses beyond the public ones, comma-separated. */
        Optional<String> allowed();

        /** Whether http may be spoken to apps. */
        @WithDefault("false")
        boolean plaintext();
    }
}
