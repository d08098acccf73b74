package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostStatusesTest {
    private final List<String> looked = new ArrayList<>();
    /** As the framework knows it. */
    private final ResourceEventAware<ProvisionedUser> lost = new LostStatuses<>(
            UserStatuses::observed, user -> looked.add(user.getMetadata().getName()));

    private static ProvisionedUser ada(String status) {
        return Neighbourhood.user("people", "ada", "{userName: ada}", status);
    }

    @Test
    void areWrittenAnew() {
        lost.onResourceUpdated(ada("{conditions: []}"), ada("{observedGeneration: 1}"));

        assertThat(looked).containsExactly("ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{observedGeneration: 1} | {}", "{observedGeneration: 2} | {observedGeneration: 1}", "{} | {}"})
    void areNotThoseThatWereWrittenOrNeverWere(String now, String before) {
        lost.onResourceUpdated(ada(now), ada(before));

        assertThat(looked).isEmpty();
    }
}
