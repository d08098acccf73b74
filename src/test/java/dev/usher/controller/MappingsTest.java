package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.rule.Formula;
import dev.usher.rules.CelRulings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");

    private final Neighbourhood here = new Neighbourhood();
    private final Declarations declarations = Neighbourhood.scimDeclarations();
    private final Accesses accesses =
            new Accesses(here.caches, declarations, new CelRulings(), any -> true, any -> false);

    /** The app of the name wiki, with this list of attributes. */
    private TargetApp maps(String attributes) {
        return here.hasApp("wiki", "attributes: " + attributes);
    }

    private List<MappedAttribute> mapped() {
        return Optional.ofNullable(accesses.of("people").apps().get(WIKI))
                .orElseThrow()
                .mapping()
                .attributes();
    }

    @Test
    void areWhatTheAppSays() {
        maps(
                "[{to: title, value: user.title}, {to: nickName, value: user.name.given, when: Create}, {to: email, when: Never}]");

        assertThat(mapped())
                .containsExactly(
                        new MappedAttribute.Always("title", new Formula("user.title")),
                        new MappedAttribute.Create("nickName", new Formula("user.name.given")),
                        new MappedAttribute.Never("email"));
    }

    @Test
    void sayWhereAValueIsWrongAndKeepTheOthers() {
        var app = maps("[{to: title, value: user.titel}, {to: nickName, value: user.name.given}]");

        assertThat(accesses.objection(app)).hasValueSatisfying(objection -> {
            assertThat(objection.reason()).isEqualTo(Reason.RuleInvalid);
            assertThat(objection.message()).startsWith("`spec.attributes[title].value`, line 1, column 5: ");
        });
        assertThat(mapped()).hasSize(2);
    }

    @Test
    void leaveOutWhatAccountsCannotHaveAndSayIt() {
        var app = maps("[{to: active, value: user.title}, {to: nickName, value: user.name.given}]");

        assertThat(accesses.objection(app)).hasValueSatisfying(objection -> {
            assertThat(objection.reason()).isEqualTo(Reason.AttributeNotSupported);
            assertThat(objection.message()).startsWith("`spec.attributes[active]`: it is not for a mapping");
        });
        assertThat(mapped()).extracting(MappedAttribute::to).containsExactly("nickName");
    }

    @Test
    void giveNobodyAManagerAtTheBeginningAlone() {
        var app = maps("[{to: manager, value: user.manager, when: Create}]");

        assertThat(accesses.objection(app))
                .hasValueSatisfying(objection -> assertThat(objection.message())
                        .startsWith("`spec.attributes[manager]`: a manager may get an account there later"));
        assertThat(mapped()).isEmpty();

        maps("[{to: manager, value: user.manager}]");
        accesses.forget("people");
        assertThat(mapped()).extracting(MappedAttribute::to).containsExactly("manager");
    }

    @Test
    void giveNobodyAManagerByARole() {
        maps("[]");
        var role = here.hasRole("licensed", "{grants: [{app: {name: wiki}, attributes: {manager: bob}}]}");

        assertThat(of(role).getFirst().message()).contains("`spec.grants[wiki].attributes[manager]`: a manager is");
    }

    @Test
    void neverTakeTheLoginNameOut() {
        var app = maps("[{to: userName, when: Never}]");

        assertThat(accesses.objection(app))
                .hasValueSatisfying(objection -> assertThat(objection.message())
                        .startsWith("`spec.attributes[userName]`: accounts are found by it"));
        assertThat(mapped()).isEmpty();
    }

    @Test
    void areNotUnderstoodWithAWordOfANewerVersion() {
        var app = maps("[{to: title, value: user.title, when: Weekly}]");

        assertThat(declarations.connector(app)).isEqualTo(new Reading.Newer<>("spec.attributes[title].when"));
        assertThat(accesses.of("people").apps()).isEmpty();
    }

    @Test
    void ofARoleLeaveOutWhatAccountsCannotHaveAndSayIt() {
        maps("[]");
        var role = here.hasRole(
                "licensed", "{grants: [{app: {name: wiki}, attributes: {plan: free, userType: Guest, userName: x}}]}");

        assertThat(grants()).singleElement().extracting(Grant::attributes).isEqualTo(Map.of("userType", "Guest"));
        assertThat(of(role).getFirst()).satisfies(ready -> {
            assertThat(ready.status()).isEqualTo("False");
            assertThat(ready.reason()).isEqualTo("AttributeNotSupported");
            assertThat(ready.message())
                    .startsWith("`spec.grants[wiki].attributes[plan]`: SCIM users have no such text");
        });
    }

    @Test
    void ofARoleNameNobodysLogin() {
        maps("[]");
        var role = here.hasRole("licensed", "{grants: [{app: {name: wiki}, attributes: {userName: root}}]}");

        assertThat(grants()).singleElement().extracting(Grant::attributes).isEqualTo(Map.of());
        assertThat(of(role).getFirst().message()).contains("`spec.grants[wiki].attributes[userName]`: a login name is");
    }

    private List<Grant> grants() {
        return Optional.ofNullable(accesses.of("people").roles().get(new RoleKey("people", "licensed")))
                .orElseThrow()
                .grants();
    }

    private List<Condition> of(Role role) {
        return RoleConditions.of(role, new Conditions(List.of(), 1, NOW), accesses);
    }
}
