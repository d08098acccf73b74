package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.api.TargetAppStatus.CapabilityEntry;
import dev.usher.connector.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Certificates by which Usher proves itself to an app, and which end soon: then the app is shut, and who leaves stays in it. */
final class Expiring {
    static final String TYPE = "CertificateExpiring";

    private static final Duration AHEAD = Duration.ofDays(14);

    /** Of one that lives shorter than two months: whoever renews such ones by themselves does so before the last quarter. */
    private static final int PART = 4;

    private Expiring() {}

    /** One certificate, by the field that gives it. */
    private record Certificate(String field, Instant from, Instant until) {
        static Optional<Certificate> of(CapabilityEntry entry) {
            var times = entry.value().split("/", 2);
            return times.length < 2 || !entry.name().endsWith(Capability.VALIDITY)
                    ? Optional.empty()
                    : Times.parse(times[0])
                            .flatMap(from -> Times.parse(times[1])
                                    .map(until -> new Certificate(
                                            entry.name()
                                                    .substring(0, entry.name().length() - Capability.VALIDITY.length()),
                                            from,
                                            until)));
        }

        boolean endsSoon(Instant now) {
            var part = Duration.between(from, until).dividedBy(PART);
            return !now.isBefore(until.minus(part.compareTo(AHEAD) < 0 ? part : AHEAD));
        }

        String sentence() {
            return "The certificate that `%s` gives is valid until %s: renew it in its Secret"
                    .formatted(field, Times.text(until));
        }
    }

    /**
     * When a certificate ends.
     *
     * @param isSoon whether it is time to renew it
     */
    record End(Instant at, boolean isSoon) {}

    /** The first end of those that are recorded of an app. */
    static Optional<End> first(TargetApp app, Instant now) {
        return Optional.ofNullable(app.getStatus()).map(TargetAppStatus::capabilities).orElse(List.of()).stream()
                .flatMap(entry -> Certificate.of(entry).stream())
                .min(Comparator.comparing(Certificate::until))
                .map(certificate -> new End(certificate.until(), certificate.endsSoon(now)));
    }

    /** Adds what has to be said of what is recorded, or known, of an app. */
    static Conditions say(Conditions conditions, List<CapabilityEntry> abilities, Instant now) {
        var said = abilities.stream()
                .flatMap(entry -> Certificate.of(entry).stream())
                .filter(certificate -> certificate.endsSoon(now))
                .map(Certificate::sentence)
                .collect(Collectors.joining("; "));
        return said.isEmpty() ? conditions : conditions.say(TYPE, "True", TYPE, said);
    }

    /** What is said for the first time, a sentence for each certificate. */
    static List<String> news(TargetApp app, TargetAppStatus next) {
        var before = sentences(Optional.ofNullable(app.getStatus())).toList();
        return sentences(Optional.of(next))
                .filter(sentence -> !before.contains(sentence))
                .toList();
    }

    private static Stream<String> sentences(Optional<TargetAppStatus> status) {
        return status.flatMap(said -> Conditions.of(said.conditions(), TYPE)).stream()
                .flatMap(said -> Stream.of(said.message().split("; ")));
    }
}
