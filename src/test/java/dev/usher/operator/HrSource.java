package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import java.util.Optional;

/** What the source that people of a company come from says of itself; it is named hr. */
record HrSource(Company company) {
    private static final String NAME = "hr";
    private static final String READY = "Ready";

    UserSourceStatus status() {
        return company.find(UserSource.class, NAME)
                .flatMap(source -> Optional.ofNullable(source.getStatus()))
                .orElse(UserSourceStatus.NONE);
    }

    /** Waits until a run came to this. */
    void awaitReason(String reason) {
        soon(() -> assertThat(company.said(UserSource.class, NAME, READY))
                .hasValueSatisfying(
                        ready -> assertThat(ready.reason()).as(ready.message()).isEqualTo(reason)));
    }

    String message() {
        return company.said(UserSource.class, NAME, READY).orElseThrow().message();
    }
}
