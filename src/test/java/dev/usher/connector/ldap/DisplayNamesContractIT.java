package dev.usher.connector.ldap;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.connector.contract.Lack;
import dev.usher.thirdparty.Slapd;
import java.util.Map;
import java.util.Set;

/** What every connector promises, of OpenLDAP, where entries are called by what people are shown as. */
class DisplayNamesContractIT extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() {
        var slapd = Slapd.startUnlimited("", "syncprov-sessionlog 1000");
        var settings =
                Asked.withUsers(SlapdContractIT.settings("ppolicy", "groupOfNames"), Map.of("dn", "cn={displayName}"));
        return new DirectoryUnderTest(slapd.port(), Slapd.PASSWORD, settings, Set.of(Lack.UNIQUE_NAMES), slapd::close);
    }
}
