package dev.usher.connector.ldap;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;

/** What every connector promises, of a directory in this process. */
class InMemoryContractTest extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() throws Exception {
        return MemoryDirectory.start(MemoryDirectory.config());
    }
}
