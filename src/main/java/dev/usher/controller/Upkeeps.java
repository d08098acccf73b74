package dev.usher.controller;

import dev.usher.api.CorrelationSettings;
import dev.usher.api.DriftSettings;
import dev.usher.api.OrphanSettings;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Rulings;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import dev.usher.sync.InventoryTerms;
import dev.usher.sync.Upkeep;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How apps say that their accounts are looked after. */
final class Upkeeps {
    private static final long SHORTEST = 60;
    private static final long LONGEST = 604_800;
    private static final long MOST_DAYS = 3650;
    private static final long LONGEST_GRACE = 31_536_000;

    private Upkeeps() {}

    /** @param endsSessions whether the app can be asked to end the sessions of an account */
    static Upkeep of(TargetApp app, boolean endsSessions) {
        return new Upkeep(
                inventory(app),
                drift(app).map(Upkeeps::drift).orElse(Drift.STANDARD),
                orphans(app),
                correlation(app),
                new Protection(protect(app)),
                CredentialDeclarations.of(app, endsSessions));
    }

    static InventoryTerms inventory(TargetApp app) {
        var said = spec(app).flatMap(spec -> Optional.ofNullable(spec.inventory()));
        return new InventoryTerms(
                said.flatMap(any -> Optional.ofNullable(any.everySeconds()))
                        .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, SHORTEST, LONGEST)))
                        .orElse(InventoryTerms.STANDARD.every()),
                said.flatMap(any -> Optional.ofNullable(any.changesEverySeconds()))
                        .map(seconds -> Optional.of(seconds)
                                .filter(any -> any > 0)
                                .map(any -> Duration.ofSeconds(Math.clamp(any, SHORTEST, LONGEST))))
                        .orElse(InventoryTerms.STANDARD.changes()),
                said.flatMap(any -> Optional.ofNullable(any.unusedAfterDays()))
                        .map(days -> Duration.ofDays(Math.clamp(days, 1, MOST_DAYS)))
                        .orElse(InventoryTerms.STANDARD.unusedAfter()),
                Requested.of(app));
    }

    private static Drift drift(DriftSettings said) {
        return new Drift(
                reply(said.attributes()).orElse(Drift.STANDARD.attributes()),
                reply(said.entitlements()).orElse(Drift.STANDARD.entitlements()),
                reply(said.disabledElsewhere()).orElse(Drift.STANDARD.disabledElsewhere()));
    }

    private static Correlation correlation(TargetApp app) {
        var said = spec(app).flatMap(spec -> Optional.ofNullable(spec.correlation()));
        var match = said.map(CorrelationSettings::match).orElse(List.of()).stream()
                .flatMap(key -> key(key).stream())
                .toList();
        return new Correlation(
                match.isEmpty() ? Correlation.STANDARD.match() : match,
                said.flatMap(any -> adoption(any.adoption())).orElse(Correlation.STANDARD.adoption()));
    }

    private static Optional<Correlation.Key> key(String said) {
        return Arrays.stream(Correlation.Key.values())
                .filter(key -> key.text().equals(said))
                .findFirst();
    }

    private static Optional<Correlation.Adoption> adoption(@Nullable String said) {
        return Translate.constant(Correlation.Adoption.class, said);
    }

    private static Optional<String> unknownCorrelation(TargetApp app) {
        return spec(app)
                .flatMap(spec -> Optional.ofNullable(spec.correlation()))
                .flatMap(said -> said.match().stream().anyMatch(key -> key(key).isEmpty())
                        ? Optional.of("spec.correlation.match")
                        : Optional.ofNullable(said.adoption())
                                .filter(value -> adoption(value).isEmpty())
                                .map(any -> "spec.correlation.adoption"));
    }

    /** What becomes of accounts that nobody justifies. */
    static OrphanTerms orphans(TargetApp app) {
        var acknowledged = new HashMap<RemoteId, Pause>();
        for (var entry : spoken(app).map(OrphanSettings::acknowledged).orElse(List.of())) {
            // An end that is no time is none at all: what nobody can tell to be over would stay hidden for ever.
            Moment.parse(entry.until())
                    .filter(any -> !entry.id().isBlank())
                    .ifPresent(until -> acknowledged.put(new RemoteId(entry.id()), new Pause(Optional.of(until))));
        }
        return new OrphanTerms(ignore(app), acknowledged)
                .reacting(
                        spoken(app)
                                .flatMap(said -> Translate.constant(OrphanTerms.Reply.class, said.reaction()))
                                .orElse(OrphanTerms.Reply.Report),
                        spoken(app)
                                .flatMap(said -> Optional.ofNullable(said.graceSeconds()))
                                .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_GRACE)))
                                .orElse(OrphanTerms.STANDARD_GRACE));
    }

    private static Optional<AccountRule> ignore(TargetApp app) {
        return spoken(app).flatMap(said -> Optional.ofNullable(said.ignore())).map(AccountRule::new);
    }

    private static Optional<OrphanSettings> spoken(TargetApp app) {
        return spec(app).flatMap(spec -> Optional.ofNullable(spec.orphans()));
    }

    private static Optional<AccountRule> protect(TargetApp app) {
        return spec(app)
                .flatMap(spec -> Optional.ofNullable(spec.safety()))
                .flatMap(said -> Optional.ofNullable(said.protect()))
                .map(AccountRule::new);
    }

    /** What is wrong with what an app says of accounts. */
    static Optional<Objection> objection(TargetApp app, Rulings rulings) {
        return protect(app)
                .flatMap(rulings::flaw)
                .map(flaw -> new Objection(
                        Reason.RuleInvalid,
                        "`spec.safety.protect`, " + flaw.text()
                                + ": correct it; until then every account is protected, and nothing is written to any"))
                .or(() -> orphansObjection(app, rulings));
    }

    private static Optional<Objection> orphansObjection(TargetApp app, Rulings rulings) {
        return ignore(app)
                .flatMap(rulings::flaw)
                .map(flaw -> new Objection(
                        Reason.RuleInvalid,
                        "`spec.orphans.ignore`, " + flaw.text() + ": correct it; until then no account is ignored"))
                .or(
                        () -> spoken(app).map(OrphanSettings::acknowledged).orElse(List.of()).stream()
                                .filter(entry -> Moment.parse(entry.until()).isEmpty())
                                .findFirst()
                                .map(
                                        entry -> new Objection(
                                                Reason.SpecInvalid,
                                                "`spec.orphans.acknowledged[].until` must be a date or an instant that exists: correct it; until then the account is told of")));
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(TargetApp app) {
        return drift(app)
                .flatMap(said -> Stream.of(
                                Map.entry("attributes", Optional.ofNullable(said.attributes())),
                                Map.entry("entitlements", Optional.ofNullable(said.entitlements())),
                                Map.entry("disabledElsewhere", Optional.ofNullable(said.disabledElsewhere())))
                        .filter(field -> field.getValue()
                                .filter(value -> reply(value).isEmpty())
                                .isPresent())
                        .map(field -> "spec.drift." + field.getKey())
                        .findFirst())
                .or(() -> unknownCorrelation(app))
                .or(() -> spoken(app)
                        .flatMap(said -> Optional.ofNullable(said.reaction()))
                        .filter(value -> Translate.constant(OrphanTerms.Reply.class, value)
                                .isEmpty())
                        .map(any -> "spec.orphans.reaction"));
    }

    private static Optional<TargetAppSpec> spec(TargetApp app) {
        return Optional.ofNullable(app.getSpec());
    }

    private static Optional<DriftSettings> drift(TargetApp app) {
        return spec(app).flatMap(spec -> Optional.ofNullable(spec.drift()));
    }

    private static Optional<Drift.Reply> reply(@Nullable String said) {
        return Translate.constant(Drift.Reply.class, said);
    }
}
