package dev.usher.connector.sql;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.thirdparty.Postgres;
import java.util.Map;

/** What every connector promises, of PostgreSQL itself: accounts are roles that log in. */
class RolesContractIT extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() {
        return new DatabaseUnderTest(
                Postgres.start(), Shop.block(Map.of("preset", "postgresql", "groups", Map.of("create", true))));
    }
}
