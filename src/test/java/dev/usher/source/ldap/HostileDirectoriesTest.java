package dev.usher.source.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.NetworkPolicy;
import dev.usher.source.ldap.LdapTerms.Bounds;
import dev.usher.source.ldap.LdapTerms.Depth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories that refuse, stop, never come to an end, or say something else: nothing is concluded, and it is said what to do. */
@Timeout(60)
class HostileDirectoriesTest {
    private final Wrong wrong = new Wrong();
    private MemoryPeople people;

    @BeforeEach
    void start() throws Exception {
        people = MemoryPeople.start(wrong);
        for (var number = 0; number < 5; number++) {
            people.with("p" + number, "employeeNumber: " + number);
        }
        assertThat(people.read().passed().records).hasSize(5);
        wrong.pages.set(0);
    }

    @AfterEach
    void end() {
        wrong.gate.countDown();
        people.close();
    }

    /** Says, of the pages of a list, something else than is so. */
    private static final class Wrong extends InMemoryOperationInterceptor {
        private interface Words {
            void say(InMemoryInterceptedSearchRequest request, int page) throws LDAPException;
        }

        private final AtomicInteger pages = new AtomicInteger();
        private final CountDownLatch gate = new CountDownLatch(1);
        private Words words = (request, page) -> {};
        private boolean endless;
        private boolean isPage;
        private ResultCode last = ResultCode.SUCCESS;

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            isPage = request.getRequest().getControl(SimplePagedResultsControl.PAGED_RESULTS_OID) != null;
            if (isPage) {
                if (endless) {
                    // The directory in this process knows its own bookmarks alone.
                    var nobody = request.getRequest().duplicate(new Control[0]);
                    nobody.setFilter("(objectClass=nobody)");
                    request.setRequest(nobody);
                }
                words.say(request, pages.getAndIncrement());
            }
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            var was = requireNonNull(result.getResult());
            if (isPage && (endless || !last.equals(ResultCode.SUCCESS))) {
                var control = new SimplePagedResultsControl(0, new ASN1OctetString("again"), false);
                result.setResult(new LDAPResult(
                        was.getMessageID(),
                        last,
                        "words that nobody reads",
                        null,
                        null,
                        endless ? new Control[] {control} : new Control[0]));
            }
        }
    }

    private static Entry entry(String uid) {
        return new Entry(
                "uid=" + uid + "," + Read.BASE,
                new Attribute("objectClass", "person"),
                new Attribute("uid", uid),
                new Attribute("employeeNumber", uid));
    }

    private Defect defect() {
        return people.read().flaw().defect();
    }

    @Test
    void pagesThatShowTheSameAgainAreEndless() {
        wrong.endless = true;
        wrong.words = (request, page) -> request.sendSearchEntry(entry("same"));

        assertThat(defect()).isEqualTo(Defect.ENDLESS);
        assertThat(wrong.pages).hasValue(2);
    }

    @Test
    void pagesThatShowNobodyAreEndless() {
        wrong.endless = true;

        assertThat(defect()).isEqualTo(Defect.ENDLESS);
        assertThat(wrong.pages.get()).isLessThan(200);
    }

    @Test
    void pagesThatAlwaysShowSomebodyElseAreTooMany() {
        wrong.endless = true;
        wrong.words = (request, page) -> request.sendSearchEntry(entry("p" + page));
        var few = new Bounds(2, 50, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));

        assertThat(people.read().bounded(few).flaw().defect()).isEqualTo(Defect.TOO_LARGE);
        assertThat(wrong.pages).hasValue(51);
    }

    @Test
    void anEntryThatComesTwiceIsSaid() {
        wrong.words = (request, page) -> request.sendSearchEntry(entry("P0"));

        assertThat(defect()).isEqualTo(Defect.ENTRY_TWICE);
    }

    @Test
    void moreEntriesThanWereAskedForAreNotUnderstood() {
        wrong.words = (request, page) -> {
            for (var number = 0; number < 25_000; number++) {
                request.sendSearchEntry(entry("more" + number));
            }
        };

        assertThat(defect()).isEqualTo(Defect.NOT_UNDERSTOOD);
    }

    @Test
    void entriesThatAreLargerThanIsListenedToAreTooLarge() {
        wrong.words = (request, page) -> {
            for (var number = 0; number < 40; number++) {
                var entry = entry("more" + number);
                entry.addAttribute("uid", "x".repeat(1 << 20));
                request.sendSearchEntry(entry);
            }
        };

        assertThat(defect()).isEqualTo(Defect.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "3, LIMITED",
        "4, LIMITED",
        "11, LIMITED",
        "8, NO_TLS",
        "13, NO_TLS",
        "10, PART_ELSEWHERE",
        "32, NOT_THERE",
        "49, CREDENTIALS_REFUSED",
        "50, CREDENTIALS_REFUSED",
        "51, TOO_MANY_REQUESTS",
        "52, NOT_READ",
        "53, NOT_READ",
        "80, NOT_READ"
    })
    void aRefusalIsToldByItsNumberAndNoWord(int code, Defect defect) {
        wrong.last = ResultCode.valueOf(code);

        var flaw = people.read().flaw();

        assertThat(flaw.defect()).isEqualTo(defect);
        assertThat(flaw.status()).isEqualTo(OptionalInt.of(code));
        assertThat(flaw.names()).isEqualTo(code == 32 ? List.of("ldap.base") : List.of());
        assertThat(flaw.until()).isEmpty();
    }

    @Test
    void aListThatEndsAtALimitInTheMiddleIsNone() {
        wrong.words = (request, page) -> {
            if (page == 1) {
                wrong.last = ResultCode.SIZE_LIMIT_EXCEEDED;
            }
        };

        assertThat(defect()).isEqualTo(Defect.LIMITED);
    }

    @Test
    void aPartThatIsKeptElsewhereIsNeitherPassedOverNorLookedFor() {
        wrong.words = (request, page) -> request.sendSearchReference(
                new SearchResultReference(new String[] {"ldap://127.0.0.1:1/dc=other"}, new Control[0]));

        assertThat(defect()).isEqualTo(Defect.PART_ELSEWHERE);
    }

    @Test
    void aServerThatStopsInTheMiddleIsCutOff() {
        wrong.words = (request, page) -> {
            if (page == 1) {
                people.server().closeAllConnections(false);
            }
        };

        assertThat(defect()).isEqualTo(Defect.CUT_OFF);
    }

    @Test
    void aServerThatStandsStillIsTooSlow() {
        wrong.words = (request, page) -> {
            try {
                assertThat(wrong.gate.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        var hasty = new Bounds(2, 50, 100, Duration.ofMillis(300), Duration.ofSeconds(30));

        assertThat(people.read().bounded(hasty).flaw().defect()).isEqualTo(Defect.TOO_SLOW);
    }

    @Test
    void aBaseThatIsNotThereIsNoEmptyDirectory() {
        assertThat(people.read()
                        .below("ou=nowhere,dc=example,dc=com", Depth.SUBTREE, "(objectClass=person)")
                        .flaw()
                        .defect())
                .isEqualTo(Defect.NOT_THERE);
    }

    @Test
    void aDirectoryThatShowsNobodyIsEmpty() {
        assertThat(people.read()
                        .below(Read.BASE, Depth.SUBTREE, "(objectClass=nobody)")
                        .flaw()
                        .defect())
                .isEqualTo(Defect.EMPTY);
    }

    @Test
    void whereTlsIsRefusedNothingIsSaid() {
        var url = "ldap://127.0.0.1:" + people.server().getListenPort();

        assertThat(people.read().at(url, true, Optional.empty()).flaw().defect())
                .isEqualTo(Defect.NO_TLS);
        assertThat(people.read()
                        .admitting(NetworkPolicy.parse("127.0.0.0/8", false))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.NO_TLS);
        assertThat(wrong.pages).hasValue(0);
    }

    @Test
    void nobodyIsSpokenToWhereTheInstallationDoesNotLetUsher() {
        assertThat(people.read()
                        .admitting(NetworkPolicy.parse("10.0.0.0/8", true))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.NOT_ADMITTED);
        for (var port : List.of(22, 6443)) {
            assertThat(people.read()
                            .at("ldaps://127.0.0.1:" + port, false, Optional.empty())
                            .flaw()
                            .defect())
                    .isEqualTo(Defect.NOT_ADMITTED);
        }
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        var read = people.read();
        people.close();

        assertThat(read.flaw().defect()).isEqualTo(Defect.UNREACHABLE);
    }
}
