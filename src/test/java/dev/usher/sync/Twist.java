package dev.usher.sync;

import dev.usher.connector.Connector;

/** What stands between a lane and its ports: nothing, or a mistake. */
interface Twist {
    Twist NONE = new Twist() {};

    default Ports ports(Ports ports, Stage stage) {
        return ports;
    }

    default Connector connector(Connector connector, Stage stage) {
        return connector;
    }

    default Upkeep upkeep(Upkeep upkeep) {
        return upkeep;
    }
}
