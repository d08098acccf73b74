package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.connector.Capability;
import dev.usher.connector.Learned;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.access.Mapping;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.rule.Formula;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
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

    private static TargetAppStatus leavingOut(long generation, String names, String origin) {
        return Serialization.unmarshal("""
                observedGeneration: %s
                capabilities:
                - {name: attributes.leftOut, value: "%s", origin: %s}
                """.formatted(generation, names, origin), TargetAppStatus.class);
    }

    private static Optional<String> leftOut(TargetApp app, TargetAppStatus next) {
        var titles = new Mapping(List.of(
                new MappedAttribute.Always("title", new Formula("user.title")),
                new MappedAttribute.Create("nickName", new Formula("user.name.given")),
                new MappedAttribute.Never("email")));
        return Learnings.leftOut(app, titles, next);
    }

    @Test
    void tellOfWhatIsMappedAndLeftOutOnceAndAfterEachEdit() {
        var app = new TargetApp();
        var said = leavingOut(1, "email,locale,nickName,title", "discovered");
        assertThat(leftOut(app, said))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("`nickName`, `title`").doesNotContain("email", "locale"));

        app.setStatus(said);
        assertThat(leftOut(app, said)).isEmpty();
        assertThat(leftOut(app, leavingOut(1, "displayName,nickName,title", "discovered")))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("`displayName`").doesNotContain("title"));
        assertThat(leftOut(app, leavingOut(2, "title", "discovered"))).isPresent();
    }

    @Test
    void tellOfManagersForWhomThereIsNoPlace() {
        var managers = new Mapping(List.of(new MappedAttribute.Always("manager", new Formula("user.manager"))));
        var none = Serialization.unmarshal(
                "observedGeneration: 1\ncapabilities: [{name: manager.form, value: none, origin: discovered}]",
                TargetAppStatus.class);

        assertThat(Learnings.leftOut(new TargetApp(), managers, none))
                .hasValueSatisfying(text -> assertThat(text).contains("`manager`", "`manager.form`"));
        assertThat(leftOut(new TargetApp(), none)).as("nobody asked for it").isEmpty();
    }

    @Test
    void tellNothingOfWhatAPersonLeavesOut() {
        assertThat(leftOut(new TargetApp(), leavingOut(1, "title", "spec"))).isEmpty();
        assertThat(leftOut(new TargetApp(), leavingOut(1, "", "default"))).isEmpty();
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
