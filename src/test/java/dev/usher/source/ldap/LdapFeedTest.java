package dev.usher.source.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.ldap.LdapTerms.Bounds;
import dev.usher.source.ldap.LdapTerms.Depth;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the entries of a directory become. */
@Timeout(60)
class LdapFeedTest {
    private MemoryPeople people;

    @BeforeEach
    void start() throws Exception {
        people = MemoryPeople.start();
    }

    @AfterEach
    void end() {
        people.close();
    }

    private static String binary(String name, String hex) {
        return name + ":: " + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Test
    void everybodyIsReadPageByPage() throws Exception {
        for (var number = 0; number < 25; number++) {
            people.with("p" + number, "employeeNumber: " + number);
        }

        for (var page : new int[] {1, 2, 5, 24, 25, 26}) {
            var passed = people.read().bounded(Bounds.USUAL.paged(page)).passed();

            assertThat(passed.all("employeeNumber"))
                    .as("pages of %d", page)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 25).mapToObj(Integer::toString).toList());
            assertThat(passed.records)
                    .extracting(FeedRecord::place)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 25)
                            .mapToObj(at -> (long) at)
                            .toList());
        }
    }

    @Test
    void whatWasReadOnceIsSaidAgainWhateverTheDirectoryHasBecome() throws Exception {
        people.with("ada", "employeeNumber: 1815");
        var feed = people.read().open();
        people.with("charles", "employeeNumber: 1791");

        for (var time = 0; time < 3; time++) {
            var passed = new Passed();
            assertThat(feed.read(passed)).isInstanceOfSatisfying(Reading.Complete.class, complete -> {
                assertThat(complete.records()).isEqualTo(1);
                assertThat(complete.names()).containsExactlyInAnyOrder("employeeNumber", "uid");
            });
            assertThat(passed.all("employeeNumber")).containsExactly("1815");
        }
        assertThat(people.read().passed().records).hasSize(2);
    }

    @Test
    void attributesHaveTheNamesByWhichTheyAreAskedForWhateverTheirCase() throws Exception {
        people.with("ada", "EMPLOYEENUMBER: 1815", "Mail: ada@example.com", "jpegPhoto: never asked for");

        var record =
                people.read().values("mail", "MAIL", "title").passed().records.getFirst();

        assertThat(record.values())
                .isEqualTo(Map.of("employeeNumber", "1815", "mail", "ada@example.com", "MAIL", "ada@example.com"));
    }

    @Test
    void ofSeveralValuesThereAreAllInOrderButForTheOneByWhichSomebodyIsCalled() throws Exception {
        people.with(
                "ada",
                "employeeNumber: 1815",
                "uid: countess",
                "mail: b@example.com",
                "mail: a@example.com",
                "description;lang-de: Rechnerin",
                "title: ",
                "title: Countess");

        var record = people.read()
                .values("uid", "mail", "description", "title")
                .passed()
                .records
                .getFirst();

        assertThat(record.value("uid")).contains("ada");
        assertThat(record.value("mail")).contains("a@example.com,b@example.com");
        assertThat(record.value("title")).contains("Countess");
        assertThat(record.value("description"))
                .as("what has an option is another one")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "validTo, 20261201000000Z, 2026-12-01T00:00:00Z",
        "validTo, 20261201083000.0Z, 2026-12-01T08:30:00Z",
        "validTo, 202612010830Z, 2026-12-01T08:30:00Z",
        "validTo, 2026-12-01, 2026-12-01",
        "badge, 2012101512-07, 2012101512-07",
        "badge, 20269901000000Z, 20269901000000Z",
        "accountExpires, 133801632000000000, 2025-01-01T00:00:00Z",
        "accountExpires, 0, -",
        "accountExpires, 9223372036854775807, -",
        "accountExpires, never, never",
        "userAccountControl, 512, enabled",
        "userAccountControl, 514, disabled",
        "userAccountControl, 66050, disabled",
        "userAccountControl, -2147483136, enabled",
        "userAccountControl, what, what",
        "entryUUID, 6ba7b810-9dad-11d1-80b4-00c04fd430c8, 6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    })
    void whatADirectoryWritesInItsOwnWayIsATextThatIsUnderstood(String attribute, String written, String read)
            throws Exception {
        people.with("ada", "employeeNumber: 20261201000000Z", attribute + ": " + written);

        var passed = people.read().values(attribute).passed();

        assertThat(passed.all(attribute)).containsExactly(read);
        assertThat(passed.all("employeeNumber")).as("a key stays as it is").containsExactly("20261201000000Z");
    }

    @Test
    void idsThatAreBytesAreTexts() throws Exception {
        people.with(
                "ada",
                "employeeNumber: 1815",
                binary("objectGUID", "33221100554477668899aabbccddeeff"),
                binary("objectSid", "010500000000000515000000dcf4dc3b833d2b46828ba62800020000"));

        var record =
                people.read().values("objectGUID", "objectSid").passed().records.getFirst();

        assertThat(record.value("objectGUID")).contains("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(record.value("objectSid")).contains("S-1-5-21-1004336348-1177238915-682003330-512");
    }

    @Test
    void whatIsNoTextOrTooLongCannotBeReadAndAllElseIs() throws Exception {
        people.with("photo", "employeeNumber: 1", binary("jpegPhoto", "ffd8ffe0"));
        people.with("zero", "employeeNumber: 2", binary("jpegPhoto", "6100"));
        people.with("long", "employeeNumber: 3", "title: " + "x".repeat(5_000));
        people.with("good", "employeeNumber: 4");

        var passed = people.read().values("jpegPhoto", "title").passed();

        assertThat(passed.refusals).isEmpty();
        assertThat(passed.records)
                .extracting(record -> record.value("employeeNumber").orElse(""), FeedRecord::faults)
                .containsExactlyInAnyOrder(
                        tuple("1", Map.of("jpegPhoto", Rule.NOT_TEXT)),
                        tuple("2", Map.of("jpegPhoto", Rule.NOT_TEXT)),
                        tuple("3", Map.of("title", Rule.VALUE_TOO_LONG)),
                        tuple("4", Map.of()));
    }

    @Test
    void aManagerOfWhomSomethingCannotBeReadIsStillNamed() throws Exception {
        people.with("ada", "employeeNumber: 1815", "manager: uid=charles," + Read.BASE);
        people.with("charles", "employeeNumber: 1791", "title: " + "x".repeat(5_000));

        var passed =
                people.read().values("manager", "title").references("manager").passed();

        assertThat(passed.all("manager")).containsExactlyInAnyOrder("1791", "-");
    }

    @Test
    void aManagerIsNamedByTheirKeyWhicheverWayTheEntryIsWrittenAndWhoeverIsNotThereIsNobody() throws Exception {
        people.with("ada", "employeeNumber: 1815", "manager: UID=Charles , OU=People,dc=example,dc=com");
        people.with("charles", "employeeNumber: 1791", "manager: uid=victoria," + Read.BASE);
        people.with("mary", "employeeNumber: 1780", "manager: nonsense");

        var passed = people.read().values("manager").references("manager").passed();

        assertThat(passed.records.stream()
                        .map(record -> record.value("employeeNumber").orElse("") + " "
                                + record.value("manager").orElse("-")))
                .containsExactlyInAnyOrder("1815 1791", "1791 -", "1780 -");
    }

    @Test
    void peopleAreThoseWhomTheFilterFindsInTheirPlace() throws Exception {
        people.with("ada", "employeeNumber: 1", "employeeType: intern");
        people.with("charles", "employeeNumber: 2");
        people.server().add("dn: ou=x," + Read.BASE, "objectClass: organizationalUnit", "ou: x");
        people.server().add("dn: uid=deep,ou=x," + Read.BASE, "objectClass: person", "uid: deep", "employeeNumber: 3");

        assertThat(people.read().passed().all("uid")).containsExactlyInAnyOrder("ada", "charles", "deep");
        assertThat(people.read()
                        .below(Read.BASE, Depth.ONE_LEVEL, "(&(objectClass=person)(!(employeeType=intern)))")
                        .passed()
                        .all("uid"))
                .containsExactly("charles");
    }

    @Test
    void whoHasNoKeyIsARecordWithoutOne() throws Exception {
        people.with("ada");

        assertThat(people.read().passed().records.getFirst().value("employeeNumber"))
                .isEmpty();
    }

    @Test
    void aDirectoryThatIsNotWatchedTellsOfNothing() throws Exception {
        people.with("ada");

        assertThat(people.read().open().watch()).isEmpty();
    }
}
