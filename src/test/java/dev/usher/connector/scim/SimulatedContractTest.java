package dev.usher.connector.scim;

import java.util.Map;
import java.util.stream.Stream;

/** What the connector promises, of apps that speak in each of the ways that the simulator can. */
class SimulatedContractTest extends ScimContract {
    private record Dialect(SimulatedDialectsTest.App app) implements App {
        @Override
        public Running start() {
            var simulator = app.start();
            return new Running(
                    simulator.endpoint(), simulator.token(), Map.of("settings", app.settings()), simulator::close);
        }

        @Override
        public String toString() {
            return app.name();
        }
    }

    @Override
    Stream<App> apps() {
        return SimulatedDialectsTest.apps().map(Dialect::new);
    }
}
