package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.safety.FirstSeen;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import dev.usher.domain.safety.Window;
import dev.usher.sync.Claim;
import dev.usher.sync.DueCredential;
import dev.usher.sync.LedgerFailure;
import dev.usher.sync.Page;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StoredPageTest {
    private static final AppId APP = new AppId("people", "wiki");
    private static final Tenant TENANT = Tenant.of("wiki");
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private final KubernetesSerialization json = new KubernetesSerialization();

    @Test
    void givesBackWhatWasStored() throws LedgerFailure {
        var page = new Page(
                APP,
                3,
                "r7",
                new Restraint(
                        Map.of(
                                Limit.REMOVALS,
                                new Window(NOW, 40, 2),
                                Limit.ATTESTED,
                                new Window(List.of(
                                        new Window.Spending(NOW, NOW.plusSeconds(60), 50, 3),
                                        new Window.Spending(NOW.plusSeconds(600), NOW.plusSeconds(600), 47, 4)))),
                        List.of(new Restraint.Spent(Member.of(new Identity("people", "1815")), NOW)),
                        waves(
                                wave(new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7)), false),
                                wave(new Origin.OfEdit("Role", "people", "guest", OptionalLong.empty()), true),
                                wave(new Origin.OfLock(), false),
                                wave(new Origin.InApp(), false),
                                wave(new Origin.Forgotten(), false)),
                        List.of(
                                new Ruling(
                                        "u1",
                                        "let-go",
                                        Ruling.Sentence.RELEASE,
                                        wave(new Origin.OfEdit("Role", "people", "clerk", OptionalLong.of(2)), false),
                                        3,
                                        NOW),
                                new Ruling(
                                        "u2",
                                        "stay",
                                        Ruling.Sentence.KEEP,
                                        wave(new Origin.OfEdit("Role", "people", "temp", OptionalLong.of(9)), false),
                                        4,
                                        NOW)),
                        new Takings(List.of(
                                taken(new Taken.What.Access("Unassigned")),
                                taken(new Taken.What.Holding(new Entitlement("group", "analysts")))))),
                Map.of(
                        new Identity("people", "1815"),
                        new Claim("ada", TENANT, NOW, true, Optional.of(new RemoteId("7"))),
                        new Identity("people", "1791"),
                        new Claim("charles", TENANT, NOW, false)),
                Optional.of(new FirstSeen(TENANT, Map.of(new RemoteId("99"), NOW))),
                Map.of(
                        new Identity("people", "1815"),
                        DueCredential.at(NOW),
                        new Identity("people", "1791"),
                        new DueCredential(NOW, true, Optional.of(lying(Optional.of(NOW.plusSeconds(9))))),
                        new Identity("people", "1912"),
                        new DueCredential(NOW.plusSeconds(1), false, Optional.of(lying(Optional.empty())))));

        assertThat(StoredPage.decode(
                        APP, 3, "r7", StoredPage.encode(page, json, new Sheets()), json, StoredPageTest::noSheets))
                .isEqualTo(page);
    }

    private static Taken taken(Taken.What what) {
        var members = Set.of(Member.of(new Identity("people", "1815")));
        return new Taken("w7c1e90ab", new Wave.Key(new Origin.Forgotten(), Limit.REMOVALS), NOW, what, members);
    }

    @Test
    void takesAClaimOfAnEarlierVersionForOneOfAnEnabledAccount() throws LedgerFailure, IOException {
        var text = """
                {"claims": [{"realm": "people", "externalId": "1815", "userName": "ada", "tenant": "%s",
                             "since": "2026-11-02T08:00:00Z"}]}""".formatted(TENANT.fingerprint());
        var page = decoded(text);

        assertThat(page.orphans()).isEmpty();
        assertThat(page.claims())
                .containsExactly(Map.entry(new Identity("people", "1815"), new Claim("ada", TENANT, NOW, false)));
    }

    @Test
    void takesAWindowOfAnEarlierVersionForOneInWhichAllWentAtOnce() throws LedgerFailure, IOException {
        var text = """
                {"restraint": {"windows": {"REMOVALS": {"start": "2026-11-02T08:00:00Z", "owned": 40, "reserved": 2}}}}""";

        assertThat(decoded(text).restraint().windows())
                .containsExactly(Map.entry(Limit.REMOVALS, new Window(NOW, 40, 2)));
    }

    private Page decoded(String text) throws LedgerFailure, IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return StoredPage.decode(
                APP, 1, "r1", Base64.getEncoder().encodeToString(bytes.toByteArray()), json, StoredPageTest::noSheets);
    }

    /** These, and one of each matter of people's own. */
    private static List<Wave> waves(Wave... waves) {
        return Stream.concat(
                        Stream.of(waves),
                        Stream.of(Origin.Matter.values())
                                .map(matter -> wave(new Origin.OfPerson(matter), matter == Origin.Matter.EDIT)))
                .toList();
    }

    private static Wave wave(Origin origin, boolean released) {
        var members = Set.of(Member.of(new Identity("people", "1815")), Member.of(new Identity("people", "1791")));
        return new Wave("7c1e", new Wave.Key(origin, Limit.REMOVALS), NOW, released, 2, members);
    }

    private static Set<Member> noSheets(List<String> ids) {
        throw new AssertionError("a few members need no sheet");
    }

    private static DueCredential.Lying lying(Optional<Instant> until) {
        return new DueCredential.Lying(new DueCredential.Place("people", "usher-first-1"), NOW, until);
    }
}
