package dev.usher.controller;

import dev.usher.domain.outcome.Kind;
import dev.usher.domain.quality.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code docs/conditions.md}, made from the enums that the conditions are made from. */
public final class ConditionsPage {
    private ConditionsPage() {}

    /** Writes the page; {@code ./usher generate} calls it. */
    public static void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    static String text() {
        return """
                # Conditions

                <!-- Made from the code by ./usher generate. -->

                Conditions are exactly what kstatus, and with it Flux, Helm `--wait`, Argo CD and `kubectl wait`, expect.
                `Ready` says whether the resource is as declared. `Reconciling` is there while Usher is on it, `Stalled` while
                somebody has to act first; both are absent otherwise. A TargetApp has `Reachable` and `CredentialsValid` too,
                `RemovalsHeld` while a removal waits, `RemovalsForecast` while more accounts end by their dates in the next 7 days than the limit lets go, `ChangesHeld` while what an edit changes of many waits, `InventoryIncomplete` while it cannot be read to its end, and `CertificateExpiring` while a certificate by which Usher proves itself there ends soon; a ProvisioningPolicy has `RealmJoined` where it names a realm; a user has one more
                for each finding of the table after the next that is only said, `Drifted` while somebody's change in an app is left so, `EntitlementsUnexplained` while an account holds what nobody explains in an app whose entitlements are all
                Usher's, and `ClockSuspect` while something is due and the time cannot be trusted. `Joining` is there from the beginning, or a return, of a user until everything is, and `Leaving` from a departure until a read has shown of every account that it is shut:
                [how long that takes](metrics.md) is measured.

                ## How it stands

                | reason | Ready | meaning |
                |---|---|---|
                %s

                ## What is wrong with a user

                What freezes a user adds nothing and changes nothing until it is mended; access still ends when it has to. What
                waits is not given, and everything else is. What is only said keeps nothing from happening: it is a condition
                of its own beside Ready, and a warning event when it begins.

                | reason | effect | what is said |
                |---|---|---|
                %s

                ## What an app answered

                These are reasons of users, accounts and apps. Those of an app stop its lane until it is well again; the
                others concern one account, and all others go on.

                | reason | concerns | tried again | who has to act | meaning |
                |---|---|---|---|---|
                %s

                An app may also say `SecretNotOffered` (who acts: the app's owner), `TenantChanged`, `DuplicateTenant` and
                `NewerThanOperator`; their messages say what to do.
                """.formatted(reasons(), problems(), kinds());
    }

    private static String reasons() {
        return Arrays.stream(Reason.values())
                .map(reason -> "| `%s` | %s | %s |".formatted(reason.name(), reason.ready(), reason.meaning()))
                .collect(Collectors.joining("\n"));
    }

    private static String problems() {
        return Arrays.stream(Problem.Kind.values())
                .map(kind ->
                        "| `%s` | %s | %s |".formatted(kind.name(), effect(kind), new Problem(kind, "…").message()))
                .collect(Collectors.joining("\n"));
    }

    private static String effect(Problem.Kind kind) {
        return switch (kind.effect()) {
            case WAITS -> "waits";
            case FREEZES -> "freezes";
            case SAYS -> "is only said";
        };
    }

    private static String kinds() {
        return Arrays.stream(Kind.values())
                .map(kind -> "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                                kind.reason(),
                                kind.scope().name().toLowerCase(Locale.ROOT),
                                retry(kind),
                                actor(kind),
                                kind.sentence()))
                .collect(Collectors.joining("\n"));
    }

    private static String retry(Kind kind) {
        return switch (kind.retry()) {
            case BACKOFF -> "soon, then less often, for ever";
            case PERIODIC -> "every few minutes, and at once after a change";
            case SELDOM -> "every hour, and at once after a change";
            case NEVER -> "after a change";
        };
    }

    private static String actor(Kind kind) {
        return switch (kind.actor()) {
            case NOBODY -> "nobody";
            case USER_OWNER -> "who declares the user";
            case APP_OWNER -> "who declares the app";
            case PLATFORM -> "who runs Usher";
        };
    }
}
