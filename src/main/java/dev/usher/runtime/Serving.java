package dev.usher.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the caches are filled and lanes work. */
@Readiness
@ApplicationScoped
public class Serving implements HealthCheck {
    private final Station station;

    public Serving(Station station) {
        this.station = station;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("serving").status(station.isServing()).build();
    }
}
