package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class StandbyIT {
    /** It may lag behind, so that whoever was made since would count as absent, and whoever was let in as shut out. */
    @Test
    void aServerThatFollowsAnotherOneIsNotAsked() throws Exception {
        var postgres = Postgres.start();
        try {
            Shop.open(postgres);
            Visitor.of(postgres, Shop.tables()).close();
            postgres = postgres.following();
            assertThat(Visitor.refusal(postgres.port(), Visitor.LOCAL, Shop.tables()))
                    .isEqualTo(Failure.of(Kind.UNREACHABLE, Detail.STATUS, "25006"));
        } finally {
            postgres.close();
        }
    }
}
