package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {
    private static Row row(Map<String, String> said) throws SQLException {
        var names = new TreeSet<>(said.keySet());
        names.add("nothing");
        var shape = new Shape(List.copyOf(names), name -> name, _ -> LastUse.DAY);
        return new Row(shape, names.stream().map(said::get).toArray(String[]::new));
    }

    private static Row saying(String active) throws SQLException {
        return row(Map.of("id", "1", "active", active));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "true", "TRUE", "true  ", " 1", "y", "yes", "on"})
    void yesIsYesWhateverStandsAroundIt(String active) throws SQLException {
        assertThat(saying(active).account().map(Account::active)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "false", "FALSE ", "0", "n", "no", "off"})
    void noIsNoWhateverStandsAroundIt(String active) throws SQLException {
        assertThat(saying(active).account().map(Account::active)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE", "2", "enabled", "", " "})
    void whatIsNeitherIsNotTakenForANo(String active) throws SQLException {
        assertThat(saying(active).account()).isEmpty();
    }

    @Test
    void whatDescribesSomebodyIsShownByItsName() throws SQLException {
        var said = Map.of(
                "id",
                "1",
                "externalId",
                "k",
                "active",
                "t",
                "title",
                "Dr",
                "email",
                "",
                "badge",
                "x".repeat(1_025),
                "userName",
                "ada");
        var account = row(said).account().orElseThrow();
        assertThat(account.attributes()).isEqualTo(Attributes.of(Map.of("title", "Dr", "userName", "ada")));
        assertThat(account.externalId()).contains("k");
        assertThat(row(said).values()).isEqualTo(said);
        assertThat(row(Map.of("id", "1")).account().orElseThrow().attributes()).isEqualTo(Attributes.NONE);
    }

    @Test
    void whoeverHasNothingSaidOfThemGetsIn() throws SQLException {
        assertThat(row(Map.of("id", "1")).account().map(Account::active)).contains(true);
    }
}
