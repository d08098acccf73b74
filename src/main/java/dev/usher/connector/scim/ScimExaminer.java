package dev.usher.connector.scim;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Credentials;
import dev.usher.connector.Examination;
import dev.usher.connector.Examiner;
import dev.usher.connector.Wire;
import dev.usher.net.HttpSender;
import dev.usher.net.Tls;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Looks at SCIM apps. */
public final class ScimExaminer implements Examiner {
    private static final String OF_APP = "connection";
    private static final String OF_DESCRIPTION = "description";
    private static final ScimPath MAX_RESULTS = ScimPath.of("filter.maxResults");
    private static final Map<String, ScimPath> ABILITIES = abilities();

    private final Function<Tls, ? extends HttpSender> transports;
    private final Clock clock;
    private final Presets presets = Presets.shipped();

    /**
     * An examiner of apps.
     *
     * @param transports makes one for each examination, which closes it
     */
    public ScimExaminer(Function<Tls, ? extends HttpSender> transports, Clock clock) {
        this.transports = transports;
        this.clock = clock;
    }

    private static Map<String, ScimPath> abilities() {
        var abilities = new LinkedHashMap<String, ScimPath>();
        for (var name : List.of("patch", "filter", "etag", "bulk", "sort", "changePassword")) {
            abilities.put(name, ScimPath.of(name + ".supported"));
        }
        abilities.put("cursors", ScimPath.of("pagination.cursor"));
        return abilities;
    }

    @Override
    public Examination examine(AppConfig config, Credentials credentials, Wire wire) {
        var settings = new ScimSettings(config.settings());
        var preset = presets.find(settings.pinned()).orElseThrow();
        var layers = new Resolution.Layers(settings.dialect(), preset.layer(), Layer.SILENT, Layer.SILENT);
        var speech = new Speech(layers);
        var seen = new Sightings();
        try (var exchange = new Line(transports, clock).open(settings, credentials, wire, speech)) {
            var routes = new Routes(settings.endpoint().base());
            var said = switch (speech.dialect().protocol().discovery()) {
                case AUTO -> described(new Discovery(exchange, routes, speech.wantsToKnowOfMembers()), seen);
                case NEVER -> unasked(seen);
            };
            speech.discovers(said, List.of());
            look(new Inquiry(exchange), routes, speech.dialect(), seen);
            return conclude(config, settings, layers.discovering(said), seen);
        } catch (AppFailure e) {
            seen.bad(OF_APP, e.failure().message());
            return new Examination(seen.findings(), List.of(), List.of(), new TreeMap<>(), List.of());
        }
    }

    private static Layer unasked(Sightings seen) {
        seen.note(OF_DESCRIPTION, "it is not asked for one, as `discovery` says");
        return Layer.SILENT;
    }

    private static Layer described(Discovery discovery, Sightings seen) throws AppFailure {
        var description = discovery.description();
        description.ifPresentOrElse(
                config -> seen.good(OF_DESCRIPTION, "it says that it has " + abilities(config)),
                () -> seen.note(OF_DESCRIPTION, "it has no ServiceProviderConfig: what it can do is assumed"));
        return discovery.announcement(description).layer();
    }

    private static String abilities(Resource config) {
        var has = new ArrayList<String>();
        var lacks = new ArrayList<String>();
        ABILITIES.forEach((name, path) -> config.flag(path).ifPresent(flag -> (flag ? has : lacks).add(name)));
        var most = config.number(MAX_RESULTS).map(number -> "; lists of at most " + number + " rows");
        return (has.isEmpty() ? "nothing of what Usher knows" : String.join(", ", has))
                + (lacks.isEmpty() ? "" : ", and not " + String.join(", ", lacks))
                + most.orElse("");
    }

    private static void look(Inquiry inquiry, Routes routes, Dialect dialect, Sightings seen) throws AppFailure {
        var users = new UserSurvey(inquiry, routes, dialect, seen).look();
        if (users.isPresent()) {
            new GroupSurvey(inquiry, routes, dialect, seen).look(users.get());
        }
    }

    private static SortedMap<String, Object> json(Layer said) {
        var json = new TreeMap<String, Object>();
        said.texts()
                .forEach((name, text) -> Setting.named(name).ifPresent(setting -> json.put(name, setting.json(text))));
        return json;
    }

    /** What would be sent is shown with the advice taken. */
    private Examination conclude(AppConfig config, ScimSettings settings, Resolution.Layers layers, Sightings seen) {
        var advised = seen.otherThan(layers);
        var all = new TreeMap<>(layers.spec().texts());
        all.putAll(advised.texts());
        var taken = new Resolution.Layers(new Layer(all), layers.preset(), Layer.SILENT, layers.discovered());
        var base = settings.endpoint().base();
        return new Examination(
                seen.findings(),
                Resolution.of(layers).capabilities(),
                new Fitting(presets).of(base, layers.discovered(), seen.facts()),
                json(advised),
                Rehearsal.of(config.app(), base, taken, clock));
    }
}
