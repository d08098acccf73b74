package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void looksAtAResourceOnceMoreAfterItsStatusWasWritten() {
        var written = Room.written(new ProvisionedUser());

        assertThat(written.isPatchStatus()).isTrue();
        assertThat(written.getScheduleDelay()).contains(0L);
    }
}
