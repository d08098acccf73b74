package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.OnDeparture;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Catalog;
import dev.usher.sync.SecretRef;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** TargetApps as what lanes and resolution can use of them. */
final class Declarations {
    private final Catalog catalog;
    private final KubernetesSerialization json;

    Declarations(Catalog catalog, KubernetesSerialization json) {
        this.catalog = catalog;
        this.json = json;
    }

    /** What a lane needs to reach the app. */
    Reading<Catalog.Declared> connector(TargetApp app) {
        var spec = app.getSpec();
        if (spec == null || spec.connector().scim() == null) {
            return new Reading.Newer<>(spec == null ? "spec" : "spec.connector");
        }
        if (onDeparture(spec).isEmpty()) {
            return new Reading.Newer<>("spec.deprovisioning.onDeparture");
        }
        var scim = spec.connector().scim();
        var secret = scim.auth().bearer().secretRef();
        return new Reading.Of<>(catalog.declare(
                Translate.id(app),
                "scim",
                plain(scim),
                new SecretRef(app.getMetadata().getNamespace(), secret.name(), secret.key())));
    }

    /** What resolution has to know; empty where this operator does not understand the app. */
    Optional<AppDefinition> definition(TargetApp app) {
        if (!(connector(app) instanceof Reading.Of<Catalog.Declared> read)) {
            return Optional.empty();
        }
        AppId id = Translate.id(app);
        var tenant = read.value() instanceof Catalog.Declared.Usable usable
                ? Optional.of(usable.setup().target().tenant())
                : Optional.<Tenant>empty();
        return onDeparture(app.getSpec()).map(policy -> new AppDefinition(id, policy, tenant));
    }

    private static Optional<OnDeparture> onDeparture(TargetAppSpec spec) {
        var said = Optional.ofNullable(spec.deprovisioning())
                .flatMap(policy -> Optional.ofNullable(policy.onDeparture()))
                .orElse(OnDeparture.Disable.name());
        return Arrays.stream(OnDeparture.values())
                .filter(policy -> policy.name().equals(said))
                .findFirst();
    }

    private Map<String, Object> plain(Object block) {
        var plain = new LinkedHashMap<String, Object>();
        Map<?, ?> tree = json.convertValue(block, Map.class);
        tree.forEach((name, value) -> plain.put(String.valueOf(name), value));
        return plain;
    }
}
