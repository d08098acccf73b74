package dev.usher.domain.measure;

import java.time.Duration;
import java.util.Arrays;

/** How old something is that is not over, in few words. */
public enum Age {
    UNDER_5M("under_5m", Duration.ofMinutes(5)),
    UNDER_1H("under_1h", Duration.ofHours(1)),
    UNDER_1D("under_1d", Duration.ofDays(1)),
    UNDER_7D("under_7d", Duration.ofDays(7)),
    OLDER("older", Duration.ofSeconds(Long.MAX_VALUE));

    private final String label;
    private final Duration below;

    Age(String label, Duration below) {
        this.label = label;
        this.below = below;
    }

    public static Age of(Duration age) {
        return Arrays.stream(values())
                .filter(one -> age.compareTo(one.below) < 0)
                .findFirst()
                .orElse(OLDER);
    }

    /** As a label of a metric has it. */
    public String label() {
        return label;
    }
}
