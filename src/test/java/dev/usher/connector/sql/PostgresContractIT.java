package dev.usher.connector.sql;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.thirdparty.Postgres;

/** What every connector promises, of an application's tables in PostgreSQL. */
class PostgresContractIT extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() {
        var postgres = Postgres.start();
        Shop.open(postgres);
        return new DatabaseUnderTest(postgres, Shop.tables());
    }
}
