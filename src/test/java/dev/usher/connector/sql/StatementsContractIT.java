package dev.usher.connector.sql;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.thirdparty.Postgres;

/** What every connector promises, of statements of one's own: each change is a transaction. */
class StatementsContractIT extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() {
        var postgres = Postgres.start();
        Shop.open(postgres);
        return new DatabaseUnderTest(postgres, Shop.statements());
    }
}
