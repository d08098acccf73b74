package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.Capability;
import dev.usher.connector.Learned;
import dev.usher.domain.account.Tenant;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningsTest {
    private static final Tenant TENANT = Tenant.of("scim|wiki|");

    private static TargetApp app(Tenant tenant) {
        var app = new TargetApp();
        app.setStatus(Serialization.unmarshal("""
                tenant: %s
                capabilities:
                - {name: users.update, value: put, origin: learned}
                - {name: etag, value: use, origin: discovered}
                - {name: unkeptAttributes, value: "title, locale", origin: learned}
                """.formatted(tenant.fingerprint()), TargetAppStatus.class));
        return app;
    }

    @Test
    void areHandedToTheNextProcessThatSpeaksToTheSameTenant() {
        assertThat(Learnings.learned(app(TENANT), TENANT))
                .isEqualTo(new Learned(List.of(new Capability("users.update", "put", Capability.Origin.learned))));
        assertThat(Learnings.unkept(app(TENANT), TENANT)).containsExactly("title", "locale");
    }

    @Test
    void sayNothingOfAnotherTenant() {
        assertThat(Learnings.learned(app(TENANT), Tenant.of("scim|chat|"))).isEqualTo(Learned.NOTHING);
        assertThat(Learnings.unkept(app(TENANT), Tenant.of("scim|chat|"))).isEmpty();
    }

    @Test
    void areNoneOfAnAppThatWasNeverSeen() {
        assertThat(Learnings.learned(new TargetApp(), TENANT)).isEqualTo(Learned.NOTHING);
    }
}
