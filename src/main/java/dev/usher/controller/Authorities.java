package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec.Entitlements;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.plan.Authority;
import java.util.Arrays;
import java.util.Optional;

/** What apps say of the entitlements of their accounts. */
final class Authorities {
    private Authorities() {}

    static EntitlementTerms of(TargetApp app) {
        return new EntitlementTerms(
                said(app).flatMap(Authorities::known).orElse(EntitlementTerms.STANDARD.authority()));
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(TargetApp app) {
        return said(app).filter(authority -> known(authority).isEmpty()).map(any -> "spec.entitlements.authority");
    }

    private static Optional<String> said(TargetApp app) {
        return entry(app).flatMap(entry -> Optional.ofNullable(entry.authority()));
    }

    private static Optional<Entitlements> entry(TargetApp app) {
        return Optional.ofNullable(app.getSpec()).flatMap(spec -> Optional.ofNullable(spec.entitlements()));
    }

    private static Optional<Authority> known(String said) {
        return Arrays.stream(Authority.values())
                .filter(authority -> authority.name().equals(said))
                .findFirst();
    }
}
