package dev.usher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Board BOARD = board(
            List.of("ada.lovelace", "charles.babbage", "grace.hopper"),
            Map.of(
                    "wiki",
                    Map.of(
                            "ada.lovelace", Account.enabled("analysts"),
                            "grace.hopper", Account.disabled()),
                    "chat",
                    Map.of("charles.babbage", Account.enabled("everyone", "builders"))));

    @Test
    void showsTheStateAndTheGroupsOfEveryAccount() {
        assertThat(new Table(Style.PLAIN).lines(BOARD))
                .containsExactly(
                        "                     chat                          wiki",
                        "    ada.lovelace     ·                             ● active  analysts",
                        "    charles.babbage  ● active  builders, everyone  ·",
                        "    grace.hopper     ·                             ○ disabled");
    }

    @Test
    void needsNothingBeyondAsciiWhereTheTerminalHasNothingElse() {
        var table = new Table(Style.of(false, StandardCharsets.US_ASCII));

        assertThat(table.lines(BOARD))
                .allMatch(line -> StandardCharsets.US_ASCII.newEncoder().canEncode(line));
        assertThat(table.lines(BOARD).get(1)).contains("-", "* active  analysts");
    }

    @Test
    void coloursOnlyWhereItMay() {
        var coloured = new Table(Style.of(true, StandardCharsets.UTF_8));

        assertThat(coloured.lines(BOARD).get(1)).contains("\033[32m● active  analysts");
        assertThat(coloured.lines(BOARD))
                .map(line -> line.replaceAll("\033\\[\\d+m", "").stripTrailing())
                .isEqualTo(new Table(Style.PLAIN).lines(BOARD));
    }

    @Test
    void staysWithinEightyColumnsWhateverTheNames() {
        String longName = "a-name-that-nobody-would-want-to-type-twice";
        Account account = Account.enabled("a group with a very long name", "another group with a very long name");
        Map<String, Account> accounts = Map.of(longName, account);
        var board = board(List.of(longName), Map.of("a-long-name-of-an-app", accounts, "b", accounts, "c", accounts));

        assertThat(new Table(Style.PLAIN).lines(board))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
                .anyMatch(line -> line.contains("…"));
    }

    @Test
    void showsTwelveUsersAndCountsTheRest() {
        List<String> users = IntStream.range(100, 120).mapToObj(n -> "user" + n).toList();

        List<String> lines = new Table(Style.PLAIN).lines(board(users, Map.of("wiki", Map.of())));

        assertThat(lines).hasSize(14).last().asString().contains("and 8 more");
    }

    @Test
    void isEmptyWhereThereIsNothing() {
        assertThat(new Table(Style.PLAIN).lines(board(List.of(), Map.of()))).hasSize(1);
    }

    private static Board board(List<String> users, Map<String, Map<String, Account>> apps) {
        return new Board(
                new TreeSet<>(users),
                apps.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new)));
    }
}
