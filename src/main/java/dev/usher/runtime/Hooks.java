package dev.usher.runtime;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Where systems say that something changed in a source: {@code POST /hooks/<namespace>/<name>}; only where the installation wants it. */
@ApplicationScoped
public class Hooks {
    private static final int MOST_BYTES = 1 << 20;
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private final Station station;
    private final boolean areWanted;

    /** Hooks of this process. */
    public Hooks(Station station, UsherConfig config) {
        this.station = station;
        this.areWanted = config.webhooks().enabled();
    }

    void routes(@Observes Router router) {
        if (areWanted) {
            router.post("/hooks/:namespace/:name")
                    .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                    .blockingHandler(this::hear, false);
        }
    }

    /** Whoever cannot sign learns nothing, not even whether there is such a source. */
    private void hear(RoutingContext context) {
        var status = station.hooks()
                .map(hooks -> hooks.hears(
                                part(context, "namespace"),
                                part(context, "name"),
                                header -> Optional.ofNullable(context.request().getHeader(header)),
                                body(context))
                        ? ACCEPTED
                        : UNAUTHORIZED)
                .orElse(UNAVAILABLE);
        context.response().setStatusCode(status).end();
    }

    private static String part(RoutingContext context, String name) {
        return Optional.ofNullable(context.pathParam(name)).orElse("");
    }

    private static byte[] body(RoutingContext context) {
        return Optional.ofNullable(context.body().buffer())
                .map(buffer -> buffer.getBytes())
                .orElseGet(() -> new byte[0]);
    }
}
