package dev.usher.kube;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.safety.FirstSeen;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Restraint;
import dev.usher.sync.Claim;
import dev.usher.sync.DueCredential;
import dev.usher.sync.LedgerFailure;
import dev.usher.sync.Page;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The stored form of a page: JSON, compressed, because thousands of claims have to fit into one Secret. */
record StoredPage(
        @Nullable StoredRestraint restraint,
        @Nullable List<StoredClaim> claims,
        @Nullable StoredOrphans orphans,
        @Nullable List<StoredCredential> credentials) {
    record StoredClaim(
            String realm,
            String externalId,
            String userName,
            String tenant,
            String since,
            @Nullable Boolean prepared,
            @Nullable String instead) {}

    /**
     * @param secret with the one before and the next one absent while nothing lies anywhere
     * @param until absent while the app has not taken the credential
     */
    record StoredCredential(
            String realm,
            String externalId,
            String since,
            @Nullable Boolean given,
            @Nullable String namespace,
            @Nullable String secret,
            @Nullable String occasion,
            @Nullable String until) {
        static StoredCredential of(Identity identity, DueCredential due) {
            var lying = due.lying();
            return new StoredCredential(
                    identity.realm(),
                    identity.externalId(),
                    due.since().toString(),
                    due.given() ? Boolean.TRUE : null,
                    lying.map(one -> one.place().namespace()).orElse(null),
                    lying.map(one -> one.place().secret()).orElse(null),
                    lying.map(one -> one.occasion().toString()).orElse(null),
                    lying.flatMap(DueCredential.Lying::until)
                            .map(Instant::toString)
                            .orElse(null));
        }

        Identity identity() {
            return new Identity(realm, externalId);
        }

        DueCredential due() {
            return new DueCredential(
                    Instant.parse(since),
                    Boolean.TRUE.equals(given),
                    namespace == null || secret == null || occasion == null
                            ? Optional.empty()
                            : Optional.of(new DueCredential.Lying(
                                    new DueCredential.Place(namespace, secret),
                                    Instant.parse(occasion),
                                    Optional.ofNullable(until).map(Instant::parse))));
        }
    }

    /** @param since by the id of the account */
    record StoredOrphans(String tenant, Map<String, String> since) {}

    static String encode(Page page, KubernetesSerialization json, Sheets sheets) {
        var claims = page.claims().entrySet().stream()
                .map(claim -> new StoredClaim(
                        claim.getKey().realm(),
                        claim.getKey().externalId(),
                        claim.getValue().userName(),
                        claim.getValue().tenant().fingerprint(),
                        claim.getValue().since().toString(),
                        claim.getValue().prepared() ? Boolean.TRUE : null,
                        claim.getValue().instead().map(RemoteId::value).orElse(null)))
                .sorted(Comparator.comparing(StoredClaim::realm).thenComparing(StoredClaim::externalId))
                .toList();
        var restraint = StoredRestraint.of(page.restraint(), sheets).orElse(null);
        var orphans = page.orphans().map(StoredPage::encoded).orElse(null);
        var credentials = page.credentials().isEmpty() ? null : encoded(page.credentials());
        return Base64.getEncoder()
                .encodeToString(compress(json.asJson(new StoredPage(restraint, claims, orphans, credentials))));
    }

    static Page decode(
            AppId app,
            long epoch,
            String revision,
            String text,
            KubernetesSerialization json,
            Function<List<String>, Set<Member>> members)
            throws LedgerFailure {
        try {
            var stored = json.unmarshal(expand(Base64.getDecoder().decode(text)), StoredPage.class);
            Map<Identity, Claim> claims = new HashMap<>();
            for (var claim : Optional.ofNullable(stored.claims()).orElse(List.of())) {
                claims.put(
                        new Identity(claim.realm(), claim.externalId()),
                        new Claim(
                                claim.userName(),
                                new Tenant(claim.tenant()),
                                Instant.parse(claim.since()),
                                Boolean.TRUE.equals(claim.prepared()),
                                Optional.ofNullable(claim.instead()).map(RemoteId::new)));
            }
            var restraint = stored.restraint() == null
                    ? Restraint.NONE
                    : stored.restraint().restored(members);
            var orphans = Optional.ofNullable(stored.orphans()).map(StoredPage::decoded);
            var credentials = Optional.ofNullable(stored.credentials()).orElse(List.of()).stream()
                    .collect(Collectors.toMap(StoredCredential::identity, StoredCredential::due));
            return new Page(app, epoch, revision, restraint, claims, orphans, credentials);
        } catch (IOException | RuntimeException e) {
            throw new LedgerFailure("the ledger of " + app + " cannot be read: restore it from a backup, or delete it");
        }
    }

    private static List<StoredCredential> encoded(Map<Identity, DueCredential> credentials) {
        return credentials.entrySet().stream()
                .map(due -> StoredCredential.of(due.getKey(), due.getValue()))
                .sorted(Comparator.comparing(StoredCredential::realm).thenComparing(StoredCredential::externalId))
                .toList();
    }

    private static StoredOrphans encoded(FirstSeen orphans) {
        var since = new TreeMap<String, String>();
        orphans.since().forEach((id, time) -> since.put(id.value(), time.toString()));
        return new StoredOrphans(orphans.tenant().fingerprint(), since);
    }

    private static FirstSeen decoded(StoredOrphans stored) {
        var since = new HashMap<RemoteId, Instant>();
        stored.since().forEach((id, time) -> since.put(new RemoteId(id), Instant.parse(time)));
        return new FirstSeen(new Tenant(stored.tenant()), since);
    }

    private static byte[] compress(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static String expand(byte[] bytes) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
