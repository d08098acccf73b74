package dev.usher.controller;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Asked;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Resolver;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.quality.Related;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Text;
import dev.usher.sync.Aims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntroductionsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId GITHUB = app("github");
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private final Company company = new Company().hasApp("github").hasRole("guest", "github");
    private Memory memory = Memory.NONE;

    @BeforeEach
    void managersAreShown() {
        shows(new MappedAttribute.Always("manager", new Formula("manager")));
    }

    private void shows(MappedAttribute... attributes) {
        company.says(new Formula("manager"), any -> new Text.Value("bob"))
                .says(new Formula("title"), any -> new Text.Value("Countess"))
                .maps("github", attributes);
    }

    private static Map<AppId, KnownAccount> bobs(String id) {
        return Map.of(GITHUB, known(id, Optional.empty()));
    }

    private static KnownAccount known(String id, Optional<Applied> applied) {
        return new KnownAccount(
                Optional.of(new RemoteId(id)), Optional.of(tenant("github")), AccountState.Active, applied, NOW);
    }

    private Resolution resolve(Map<AppId, KnownAccount> manager) {
        var alone = Surroundings.NONE;
        var around = new Surroundings(
                alone.duties(),
                alone.main(),
                Optional.of(new Related("bob", Related.Standing.Here, Optional.of(manager))),
                List.of(),
                List.of(),
                alone.forget(),
                false,
                alone.longAbsence());
        return Resolver.resolve(
                person("ada"), around, Asked.of(Company.roles("guest").stream()), company.access(), memory, NOW);
    }

    /** A read agreed with what was decided then. */
    private void isConfirmed(Map<AppId, KnownAccount> manager) {
        var decision = Optional.ofNullable(resolve(manager).apps().get(GITHUB)).orElseThrow();
        memory = Memory.NONE.with(GITHUB, known("ada", Aims.of(decision, DIGESTS)));
    }

    private Set<AppId> introduced(Map<AppId, KnownAccount> manager) {
        return Introductions.of(memory, resolve(manager), DIGESTS);
    }

    @Test
    void areWhereAManagerHasGotAnAccount() {
        isConfirmed(Map.of());

        assertThat(introduced(bobs("7"))).containsExactly(GITHUB);
        assertThat(introduced(Map.of())).isEmpty();
    }

    @Test
    void areWhereItWasOnItsWay() {
        isConfirmed(Map.of(GITHUB, KnownAccount.inTheMaking(NOW)));

        assertThat(introduced(bobs("7"))).containsExactly(GITHUB);
    }

    @Test
    void areNoneWhereSomethingElseIsToChange() {
        isConfirmed(Map.of());

        shows(
                new MappedAttribute.Always("manager", new Formula("manager")),
                new MappedAttribute.Always("title", new Formula("title")));

        assertThat(introduced(bobs("7"))).isEmpty();
    }

    /** That is the edit of the mapping. */
    @Test
    void areNoneWhereTheAppDidNotShowManagersBefore() {
        shows();
        isConfirmed(bobs("7"));

        managersAreShown();

        assertThat(introduced(bobs("7"))).isEmpty();
    }

    @Test
    void areNoneWhereAnotherManagerWasNamed() {
        isConfirmed(bobs("7"));

        assertThat(introduced(bobs("8"))).isEmpty();
        assertThat(introduced(bobs("7"))).isEmpty();
    }
}
