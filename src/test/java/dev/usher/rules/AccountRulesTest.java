package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Truth;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRulesTest {
    private static final Account ROBOT = new Account(
            new RemoteId("99"),
            Optional.empty(),
            true,
            Attributes.of(Map.of(Attributes.USER_NAME, "svc-robot", Attributes.EMAIL, "robot@example.com")),
            Optional.empty());

    private final CelRulings rulings = new CelRulings();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account.userName.startsWith('svc-')|YES",
                "account.id == '99' && account.email.endsWith('@example.com')|YES",
                "account.title == ''|YES",
                "has(account.externalId)|NO",
                "int(account.userName) > 3|UNKNOWN",
                "account.password == ''|UNKNOWN",
                "user.userName == 'svc-robot'|UNKNOWN"
            })
    void areAnswered(String expression, Truth truth) {
        assertThat(rulings.of(new AccountRule(expression), ROBOT)).isEqualTo(truth);
    }

    @Test
    void nameTheirFlaws() {
        assertThat(rulings.flaw(new AccountRule("account.userName"))).isPresent();
        assertThat(rulings.flaw(new AccountRule("account.userName == 'x'"))).isEmpty();
    }
}
