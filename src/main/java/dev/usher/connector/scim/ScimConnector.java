package dev.usher.connector.scim;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Learned;
import dev.usher.connector.Problem;
import dev.usher.connector.Target;
import dev.usher.connector.Waiver;
import dev.usher.connector.Wire;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.HttpTransport;
import dev.usher.net.Tls;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Apps that speak SCIM 2.0 (RFC 7643, RFC 7644): accounts are users, entitlements of kind {@code group} are groups by
 * display name.
 *
 * <p>Settings: {@code endpoint}, the base URL, {@code auth}, how Usher {@link AuthSettings proves itself}, {@code tls}, who vouches for the app and which certificate it is shown, {@code sessions}, how sessions end, {@code handover}, what is done before a deletion, {@code invitation}, how somebody is invited, {@code passwords}, whether the app has any, {@code preset}, and below {@code settings} those of
 * the {@link Setting catalogue}.
 */
public final class ScimConnector implements Connector {
    private final Function<Tls, HttpTransport> transports;
    private final Clock clock;
    private final Presets presets;

    /**
     * The language, over HTTP.
     *
     * @param transports makes one for each session, which closes it: a slow app uses up no connection of another; and one that
     *     trusts whom the app's own declaration names, and shows what that gives
     */
    public ScimConnector(Function<Tls, HttpTransport> transports, Clock clock) {
        this(transports, clock, Presets.shipped());
    }

    ScimConnector(Function<Tls, HttpTransport> transports, Clock clock, Presets presets) {
        this.transports = transports;
        this.clock = clock;
        this.presets = presets;
    }

    @Override
    public String type() {
        return "scim";
    }

    @Override
    public AppConfig settled(AppConfig config, List<Capability> recorded) {
        var pinned = presets.pin(
                new ScimSettings(config.settings()).preset(), new Capabilities(recorded).value(ScimSettings.PRESET));
        var settings = new HashMap<>(config.settings());
        settings.put(ScimSettings.PINNED, pinned.toString());
        return new AppConfig(config.app(), config.connector(), settings);
    }

    @Override
    public List<Problem> problems(AppConfig config) {
        var settings = new ScimSettings(config.settings());
        var unknown = presets.problem(ScimSettings.PRESET, settings.pinned());
        return Stream.of(settings.problems().stream(), unknown.stream(), contradiction(settings).stream())
                .flatMap(problems -> problems)
                .toList();
    }

    /** Where an account is disabled by what deletes others, nothing could be done before it goes. */
    private Optional<Problem> contradiction(ScimSettings settings) {
        return settings.dialect()
                .value(Setting.ACTIVE_VIA)
                .or(() -> presets.find(settings.pinned())
                        .flatMap(preset -> preset.layer().value(Setting.ACTIVE_VIA)))
                .filter(via -> via == Dialect.ActiveVia.DELETE
                        && settings.handover().request().isThere())
                .map(
                        via -> new Problem(
                                "handover",
                                "must not be there together with `active.via: delete`, be it of `settings` or of the preset: an account would be asked to be deleted before it is handed over"));
    }

    @Override
    public Optional<String> objection(AppConfig config, String attribute) {
        return Place.objection(attribute);
    }

    @Override
    public boolean endsSessions(AppConfig config) {
        return new ScimSettings(config.settings()).sessions().isThere();
    }

    @Override
    public boolean handsOver(AppConfig config) {
        return new ScimSettings(config.settings()).handover().request().isThere();
    }

    @Override
    public Set<FirstAccess> firstAccess(AppConfig config) {
        return new ScimSettings(config.settings()).firstAccess();
    }

    @Override
    public Optional<Waiver> waiver(AppConfig config, RemoteId account) {
        return new ScimSettings(config.settings()).waiver(account);
    }

    @Override
    public Target target(AppConfig config) {
        var settings = new ScimSettings(config.settings());
        return new Target(settings.endpoint().tenant(), settings.secrets());
    }

    @Override
    public AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) throws AppFailure {
        var settings = new ScimSettings(config.settings());
        var routes = new Routes(settings.endpoint().base());
        var preset = presets.find(settings.pinned()).orElseThrow(() -> AppFailure.of(Kind.MISCONFIGURED, Detail.NONE));
        var layers = new Resolution.Layers(
                settings.dialect(), preset.layer(), Layer.of(learned.capabilities()), Layer.SILENT);
        var speech = new Speech(layers);
        var exchange = new Line(transports, clock).open(settings, credentials, wire, speech);
        try {
            var said = switch (speech.dialect().protocol().discovery()) {
                case AUTO -> new Discovery(exchange, routes, speech.wantsToKnowOfMembers()).announcement();
                case NEVER -> Announcement.NOTHING;
            };
            var more = new ArrayList<>(known(preset, settings.presetOrigin()));
            more.add(said.uniqueUserNames());
            var declared = settings.declared(credentials);
            declared.ending()
                    .map(any -> new Capability(Capability.SESSIONS_END, "true", Capability.Origin.spec))
                    .ifPresent(more::add);
            if (declared.passwords()) {
                more.add(new Capability(Capability.PASSWORDS, "create", Capability.Origin.spec));
            }
            for (var certificate : settings.certificates()) {
                more.add(certificate.validity(credentials, clock.instant()));
            }
            speech.discovers(said.layer(), more);
            return new ScimSession(exchange, routes, speech, declared, clock);
        } catch (AppFailure | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /** Which preset it is, by which it stays, and whether anybody saw it work. */
    private static List<Capability> known(Preset preset, Capability.Origin origin) {
        var known = new ArrayList<Capability>();
        known.add(new Capability(ScimSettings.PRESET, preset.reference().toString(), origin));
        known.add(new Capability("preset.verified", Boolean.toString(preset.verified()), Capability.Origin.preset));
        preset.limits().ifPresent(limits -> known.addAll(limits.capabilities()));
        return known;
    }
}
