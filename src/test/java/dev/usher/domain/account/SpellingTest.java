package dev.usher.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final Spelling SPELLING = new Spelling(Set.of("email", "title"), Set.of("displayName", "title"));

    @ParameterizedTest
    @CsvSource({
        "email, Ada@Example.com, ada@example.com, true",
        "email, ada@example.com, ADA@EXAMPLE.COM, true",
        "email, ada@example.com, ida@example.com, false",
        "email, ada@example.com, 'ada@example.com ', false",
        "displayName, 'Ada  Lovelace ', Ada Lovelace, true",
        "displayName, Ada Lovelace, AdaLovelace, false",
        "displayName, Ada Lovelace, ada lovelace, false",
        "title, ' Countess  of Lovelace', countess of lovelace, true",
        "department, Research, research, false",
    })
    void whatIsOnlySpelledOtherwiseIsAsMeant(String name, String meant, String shown, boolean same) {
        var account = new Account(
                new RemoteId("1"), Optional.of("e-1"), true, Attributes.of(Map.of(name, shown)), Optional.of("v"));

        var seen = SPELLING.asMeant(account, Attributes.of(Map.of(name, meant)));

        assertThat(seen.attributes().get(name)).contains(same ? meant : shown);
        assertThat(new Account(seen.id(), seen.externalId(), seen.active(), account.attributes(), seen.version()))
                .as("all else")
                .isEqualTo(account);
        assertThat(Spelling.EXACT.asMeant(account, Attributes.of(Map.of(name, meant))))
                .isEqualTo(account);
    }
}
