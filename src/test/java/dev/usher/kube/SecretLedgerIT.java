package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.FirstSeen;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Claim;
import dev.usher.sync.LedgerFailure;
import dev.usher.sync.Page;
import dev.usher.sync.Superseded;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger in Secrets of a real API server, which takes no more than a megabyte in each. */
@ExtendWith(WithControlPlane.class)
class SecretLedgerIT {
    private static final int EVERYBODY = 100_000;
    private static final AtomicInteger APPS = new AtomicInteger();
    private static final Tenant TENANT = Tenant.of("wiki");
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    private final AppId app = new AppId("people", "wiki-" + APPS.incrementAndGet());
    private final ControlPlane plane;
    private final String namespace;
    private final SecretLedger ledger;

    SecretLedgerIT(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.ledger = new SecretLedger(plane.adminClient(), this.namespace, new InCharge());
    }

    private List<Secret> secrets() {
        return plane.adminClient().secrets().inNamespace(namespace).list().getItems().stream()
                .filter(secret -> secret.getMetadata().getAnnotations() != null)
                .filter(secret -> app.toString()
                        .equals(secret.getMetadata().getAnnotations().get("usher.dev/app")))
                .toList();
    }

    private static Map<Member, Integer> members(int count, String of) {
        return IntStream.range(0, count)
                .mapToObj(number -> Member.of(new Identity("people", of + number)))
                .collect(Collectors.toMap(member -> member, any -> 1));
    }

    private Restraint holding(Restraint before, String role, int count) {
        var key = new Wave.Key(new Origin.OfEdit("Role", "people", role, OptionalLong.of(7)), Limit.REMOVALS);
        return before.judge(app, key, members(count, role), Budgets.STANDARD.of(Limit.REMOVALS), EVERYBODY, NOW);
    }

    private Page full(Page page) {
        var seen = new HashMap<RemoteId, Instant>();
        IntStream.range(0, 1000).forEach(number -> seen.put(new RemoteId("id of an account " + number), NOW));
        var next = page.withOrphans(new FirstSeen(TENANT, Map.of()).seeing(TENANT, seen.keySet(), Set.of(), NOW));
        for (var number = 0; number < 1000; number++) {
            next = next.withClaim(
                    new Identity("people", "key " + number),
                    new Claim("a.login.name." + number + "@example.com", TENANT, NOW, false));
        }
        var restraint = holding(Restraint.NONE, "analyst", EVERYBODY);
        for (var role = 0; role < 20; role++) {
            restraint = holding(restraint, "role-" + role, 1000);
        }
        return next.withRestraint(
                holding(restraint.spending(Member.of(new Identity("people", "1815")), NOW), "auditor", EVERYBODY / 20));
    }

    @Test
    void givesBackWavesOfAHundredThousandAccountsAndWritesTheirListsOnce() throws LedgerFailure {
        var page = ledger.load(app);
        var stored = ledger.write(page, full(page));

        assertThat(secrets())
                .hasSizeGreaterThan(2)
                .allSatisfy(secret -> assertThat(secret.getData().values().stream()
                                .mapToInt(String::length)
                                .sum())
                        .isLessThan(1_000_000));
        var loaded = new SecretLedger(plane.adminClient(), namespace, new InCharge()).load(app);
        assertThat(loaded.restraint()).isEqualTo(stored.restraint());
        assertThat(loaded.claims()).isEqualTo(stored.claims());
        assertThat(loaded.orphans()).isEqualTo(stored.orphans());

        var lists = versions();
        ledger.write(loaded, loaded.withoutClaim(new Identity("people", "key 1")));
        assertThat(versions()).isEqualTo(lists);
    }

    /** Of the lists, which are all but the page. */
    private Map<String, String> versions() {
        return secrets().stream()
                .filter(secret -> Boolean.TRUE.equals(secret.getImmutable()))
                .collect(Collectors.toMap(
                        secret -> secret.getMetadata().getName(),
                        secret -> secret.getMetadata().getResourceVersion()));
    }

    @Test
    void listsGoOnceNoPageNamesThem() throws LedgerFailure {
        var page = ledger.load(app);
        var stored = ledger.write(page, page.withRestraint(holding(Restraint.NONE, "analyst", EVERYBODY)));
        assertThat(versions()).hasSize(2);

        ledger.write(stored, stored.withRestraint(Restraint.NONE));

        assertThat(versions()).isEmpty();
        assertThat(secrets()).hasSize(1);
    }

    @Test
    void whoeverWasSupersededReservesNothing() throws LedgerFailure {
        var before = ledger.load(app);
        var other = new SecretLedger(plane.adminClient(), namespace, new InCharge());
        var page = other.load(app);

        assertThatThrownBy(() -> ledger.write(before, before.withRestraint(holding(Restraint.NONE, "analyst", 5000))))
                .isInstanceOf(Superseded.class);

        assertThat(other.load(app).restraint()).isEqualTo(Restraint.NONE);
        assertThat(other.load(app).epoch()).isGreaterThan(page.epoch());
    }

    /** Locks must not wait for a Secret that somebody deleted. */
    @Test
    void ofAListThatIsNotThereNobodyIsLet() throws LedgerFailure {
        var page = ledger.load(app);
        ledger.write(page, page.withRestraint(holding(Restraint.NONE, "analyst", 5000)));
        var list = versions().keySet().iterator().next();
        plane.adminClient().secrets().inNamespace(namespace).withName(list).delete();

        assertThat(ledger.load(app).restraint().waves())
                .singleElement()
                .satisfies(wave -> assertThat(wave.members()).isEmpty());
    }
}
