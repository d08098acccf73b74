package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.sync.InventoryReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has accounts looked at that inventories show in use without a user, where what is shown, or said of such accounts, changes. */
final class OrphanNews {
    private record News(OrphanTerms terms, Map<RemoteId, Instant> confirmed) {}

    private final Caches caches;
    private final Mailbox mailbox;
    private final Map<AppId, News> told = new ConcurrentHashMap<>();

    OrphanNews(Caches caches, Mailbox mailbox) {
        this.caches = caches;
        this.mailbox = mailbox;
    }

    /** @param terms what the app says of such accounts */
    void tell(AppId app, OrphanTerms terms, Optional<InventoryReport.Found> found) {
        var news = new News(terms, found.map(InventoryReport.Found::confirmed).orElse(Map.of()));
        if (!news.equals(told.put(app, news))) {
            caches.retained()
                    .filter(account -> account.getSpec() != null
                            && Translate.app(account, account.getSpec().app()).equals(app))
                    .filter(account -> Orphanhood.of(account, found)
                            .or(() -> Orphanhood.recorded(account))
                            .isPresent())
                    .forEach(mailbox::look);
        }
    }
}
