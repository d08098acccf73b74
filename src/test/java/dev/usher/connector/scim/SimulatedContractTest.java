package dev.usher.connector.scim;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.connector.contract.Lack;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.dialect.Values;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every connector promises, of apps that speak SCIM in each of the ways that the simulator can. */
@ParameterizedClass
@MethodSource("apps")
class SimulatedContractTest extends ConnectorContract {
    /** More than a page has. */
    private static final int MANY = 120;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    SimulatedDialectsTest.App app;

    @AfterParameterizedClassInvocation
    void endsBeforeTheNext() {
        end();
    }

    static Stream<SimulatedDialectsTest.App> apps() {
        return SimulatedDialectsTest.apps();
    }

    @Override
    protected ConnectorUnderTest start() {
        var simulator = app.start();
        var lacks = EnumSet.noneOf(Lack.class);
        if (!app.quirks().contains(Values.Unknown.REFUSED)) {
            lacks.add(Lack.KNOWN_ATTRIBUTES);
        }
        if (app.quirks().contains(Groups.UnknownMembers.STORED)) {
            lacks.add(Lack.KNOWN_MEMBERS);
        }
        if ("forbidden".equals(deletion())) {
            lacks.add(Lack.DELETION);
            lacks.add(Lack.DISABLED_CREATION);
        }
        return new ScimUnderTest(
                simulator.endpoint(),
                simulator.token(),
                Map.of("settings", app.settings(), "passwords", true),
                lacks,
                MANY,
                simulator::letsIn,
                simulator::close);
    }

    private Object deletion() {
        return app.settings().getOrDefault("delete", Map.of()) instanceof Map<?, ?> settings
                ? String.valueOf(settings.get("means"))
                : "";
    }
}
