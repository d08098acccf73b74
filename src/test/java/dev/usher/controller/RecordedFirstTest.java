package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Company;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedFirstTest {
    private static ProvisionedUser user(String accounts) {
        return Serialization.unmarshal("""
                metadata: {name: ada, namespace: people}
                spec: {userName: ada}
                status:
                  accounts: %s
                """.formatted(accounts), ProvisionedUser.class);
    }

    private static List<AccountEntry> accounts(String accounts) {
        return user(accounts).getStatus().accounts();
    }

    private static boolean isFirst(String before, String next) {
        var status = ProvisionedUserStatus.NONE.with(List.of(), accounts(next));
        return RecordedFirst.of(user(before), status, new Company().access()).isPresent();
    }

    @Test
    void isWhoseAnAccountIsThatIsTakenOver() {
        var taken = "[{app: wiki, namespace: people, state: Pending, id: '7', adopting: true}]";

        assertThat(isFirst("[]", taken)).isTrue();
        assertThat(isFirst("[{app: wiki, namespace: people, state: Deleted, id: '6'}]", taken))
                .isTrue();
        assertThat(isFirst(taken, taken)).isFalse();
        assertThat(isFirst("[]", "[{app: wiki, namespace: people, state: Active, id: '7'}]"))
                .isFalse();
    }
}
