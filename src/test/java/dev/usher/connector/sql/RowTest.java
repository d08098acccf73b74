package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Account;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {
    private static Row saying(String active) {
        return new Row(Map.of("id", "1", "active", active));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "true", "TRUE", "true  ", " 1", "y", "yes", "on"})
    void yesIsYesWhateverStandsAroundIt(String active) {
        assertThat(saying(active).account().map(Account::active)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "false", "FALSE ", "0", "n", "no", "off"})
    void noIsNoWhateverStandsAroundIt(String active) {
        assertThat(saying(active).account().map(Account::active)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE", "2", "enabled", "", " "})
    void whatIsNeitherIsNotTakenForANo(String active) {
        assertThat(saying(active).account()).isEmpty();
    }

    @Test
    void whoeverHasNothingSaidOfThemGetsIn() {
        assertThat(new Row(Map.of("id", "1")).account().map(Account::active)).contains(true);
    }
}
