package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.api.TargetAppStatus.ForecastEntry;
import dev.usher.domain.account.AppId;
import dev.usher.source.SourceId;
import dev.usher.sync.Census;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final String ENDS = "2026-09-18T17:00:00Z";
    private static final String HAS_AN_ACCOUNT =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-01-01T00:00:00Z\", id: a-1}]}";
    private static final String SINCE = "{id: main, status: Active, startTime: \"2026-01-01\"";

    private final Neighbourhood here = new Neighbourhood();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<String> told = new ArrayList<>();
    private boolean complete = true;
    private final Forecasts forecasts = new Forecasts(census(), here.caches::retainedIn, new AppGauges() {
        @Override
        public void ends(AppId app, int accounts, int over) {
            told.add(app.name() + " " + accounts + " " + over);
        }

        @Override
        public void held(AppId app, int waves, int amount) {
            throw new UnsupportedOperationException("no forecast");
        }

        @Override
        public void provisioned(SourceId source, Duration took) {
            throw new UnsupportedOperationException("no forecast");
        }
    });
    private TargetApp wiki;

    /** Ten people can use every app. */
    private Census census() {
        return (Census) Proxy.newProxyInstance(
                Census.class.getClassLoader(),
                new Class<?>[] {Census.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "usable" -> 10;
                    case "isComplete" -> complete;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @BeforeEach
    void anAppAndARole() {
        wiki = here.hasApp("wiki", "safety: {attested: {count: 1, percent: 0, windowSeconds: 3600}}");
        here.hasRole("staff", "{grants: [{app: {name: wiki}}]}");
        here.hasRole("guest", "{grants: [{app: {name: wiki}}]}");
    }

    private void has(String name, String spec) {
        here.has("people", name, "{userName: " + name + ", " + spec + "}", HAS_AN_ACCOUNT);
        noted(name);
    }

    private void noted(String name) {
        var user = here.caches.user("people", name).orElseThrow();
        var facts = world.person(user).orElseThrow();
        forecasts.note(Translate.key(user), facts, facts.resolve(NOW), NOW);
    }

    private static String until(String end) {
        return "employments: [" + SINCE + ", endTime: \"" + end + "\"}], roles: [{name: staff}]";
    }

    private List<ForecastEntry> said() {
        return forecasts.of(wiki, NOW);
    }

    @Test
    void countsWhoseEmploymentEndsWithinSevenDays() {
        has("ada", until(ENDS));
        has("bob", until(ENDS));
        has("cyd", until("2026-10-18T17:00:00Z"));
        has("dan", "employments: [" + SINCE + "}], roles: [{name: staff}]");

        assertThat(said()).containsExactly(new ForecastEntry(ENDS, ENDS, 2, 0, 1));
        assertThat(told).containsExactly("wiki 2 1");
    }

    @Test
    void countsWhoseLastRoleThereEnds() {
        var ends = "{name: staff, until: \"" + ENDS + "\"}";
        has("ada", "employments: [" + SINCE + "}], roles: [" + ends + "]");
        has("bob", "employments: [" + SINCE + "}], roles: [" + ends + ", {name: guest}]");

        assertThat(said()).extracting(ForecastEntry::accounts).containsExactly(1);
    }

    @Test
    void tellsWhatIsDeletedFromWhatIsDisabled() {
        wiki = here.hasApp("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        has("ada", until(ENDS));

        assertThat(said()).extracting(ForecastEntry::deletions).containsExactly(1);
    }

    @Test
    void countsAccountsThatAreDeletedBecauseTheirRetentionIsOver() {
        wiki = here.hasApp(
                "wiki",
                "deprovisioning: {onDeparture: Delete, retentionSeconds: 604800}, safety: {attested: {count: 1, percent: 0, windowSeconds: 3600}}");
        var left =
                "employments: [{id: main, status: Terminated, startTime: \"2026-01-01\", endTime: \"2026-09-10T12:00:00Z\"}]";
        here.has("people", "ada", "{userName: ada, " + left + "}", """
                {departedTime: "2026-09-10T12:00:00Z", accounts: [{app: wiki, namespace: people, state: Disabled, since: "2026-09-10T12:00:00Z", id: a-1}]}""");
        noted("ada");

        assertThat(said()).containsExactly(new ForecastEntry("2026-09-17T12:00:00Z", "2026-09-17T12:00:00Z", 1, 1, 1));
    }

    @Test
    void countsAccountsWithoutAUserThatAreToBeDeleted() {
        var purged = "{state: Retained, purgeTime: \"" + ENDS + "\"}";
        here.hasRetained("wiki-1", record("wiki"), purged);
        here.hasRetained("wiki-2", record("wiki"), "{state: Deleted, purgeTime: \"" + ENDS + "\"}");
        here.hasRetained("wiki-3", record("wiki"), "{state: Kept}");
        here.hasRetained("chat-1", record("chat"), purged);

        assertThat(said()).containsExactly(new ForecastEntry(ENDS, ENDS, 1, 1, 1));
    }

    private static String record(String app) {
        return "{app: {name: " + app + "}, id: a, externalId: \"1\", realm: people, reason: UserDeleted}";
    }

    /** It would warn them. */
    @Test
    void saysNothingOfALockThatIsToBegin() {
        world.locks().use(here.locks);
        here.hasLock(
                "case-7",
                "{user: {name: ada}, kind: Separation, reason: r, requestedBy: grace, from: \"2026-09-18T17:00:00Z\"}");
        has("ada", "employments: [" + SINCE + "}], roles: [{name: staff}]");

        assertThat(said()).isEmpty();
    }

    /** Nor of one that keeps roles from them, by another date on which it will hold. */
    @Test
    void saysNothingOfARoleThatWillBeKeptFromSomebody() {
        world.locks().use(here.locks);
        here.hasLock(
                "case-8",
                "{user: {name: ada}, kind: Exclusion, roles: [{name: staff}], reason: r, requestedBy: grace, from: \"2026-09-17T17:00:00Z\"}");
        has("ada", "employments: [" + SINCE + "}], roles: [{name: staff}, {name: reader, until: \"" + ENDS + "\"}]");

        assertThat(said()).isEmpty();
    }

    /** A lock that is to begin before a date that everybody knows takes nothing from what is said of that. */
    @Test
    void countsAnEndAlsoOfWhomALockWillShutOutBefore() {
        world.locks().use(here.locks);
        here.hasLock(
                "case-7",
                "{user: {name: ada}, kind: Separation, reason: r, requestedBy: grace, from: \"2026-09-17T17:00:00Z\"}");
        has("ada", until(ENDS));

        assertThat(said()).extracting(ForecastEntry::accounts).containsExactly(1);
    }

    @Test
    void saysNothingOfWhatEndsInConfidenceBeforeADateThatIsShown() {
        has(
                "ada",
                "employments: [" + SINCE
                        + ", endTime: \"2026-09-17T17:00:00Z\", confidential: true}], roles: [{name: staff}, {name: guest, until: \""
                        + ENDS + "\"}]");

        assertThat(said()).isEmpty();
    }

    @Test
    void forgetsWhoStays() {
        has("ada", until(ENDS));
        has("ada", until("2027-09-18T17:00:00Z"));
        has("bob", until(ENDS));
        forecasts.forget(Translate.key(here.caches.user("people", "bob").orElseThrow()));

        assertThat(said()).isEmpty();
    }

    /** A restart is no news. */
    @Test
    void staysAsItWasUntilEverybodyWasDecided() {
        complete = false;
        wiki.setStatus(Serialization.unmarshal(
                "forecast: [{from: \"" + ENDS + "\", to: \"" + ENDS + "\", accounts: 7, deletions: 0, allowed: 1}]",
                TargetAppStatus.class));

        assertThat(said()).containsExactly(new ForecastEntry(ENDS, ENDS, 7, 0, 1));
    }

    @Test
    void isSaidInACondition() {
        var entry = new ForecastEntry(ENDS, ENDS, 800, 12, 206);
        var within = new ForecastEntry(ENDS, ENDS, 206, 0, 206);

        assertThat(Forecasts.say(new Conditions(List.of(), 1L, NOW), List.of(within, entry))
                        .list())
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.type()).isEqualTo("RemovalsForecast");
                    assertThat(condition.message())
                            .startsWith("800 accounts end by their dates at " + ENDS
                                    + ", and `spec.safety.attested` lets 206 go")
                            .contains("the 12 that would be deleted wait");
                });
        assertThat(Forecasts.say(new Conditions(List.of(), 1L, NOW), List.of(within))
                        .list())
                .isEmpty();
    }
}
