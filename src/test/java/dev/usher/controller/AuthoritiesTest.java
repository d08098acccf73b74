package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.rules.CelRulings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");

    private final Neighbourhood here = new Neighbourhood();
    private final Declarations declarations = Neighbourhood.scimDeclarations();
    private final Accesses accesses =
            new Accesses(here.caches, declarations, new CelRulings(), any -> true, any -> false);

    /** The app of the name wiki, which says this of entitlements. */
    private TargetApp says(String entitlements) {
        return here.hasApp("wiki", "entitlements: " + entitlements);
    }

    private EntitlementTerms terms() {
        return accesses.of("people").terms(WIKI);
    }

    private List<Condition> ofRoleThatGives(String... groups) {
        var entitlements = String.join("}, {kind: group, value: ", groups);
        Role role = here.hasRole(
                "reader",
                "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: " + entitlements + "}]}]}");
        return RoleConditions.of(role, new Conditions(List.of(), 1, NOW), accesses);
    }

    @Test
    void areManagedAndIgnoreNothingWhereNothingIsSaid() {
        here.hasApp("wiki");

        assertThat(terms()).isEqualTo(EntitlementTerms.STANDARD);

        says("{}");
        accesses.forget("people");
        assertThat(terms()).isEqualTo(EntitlementTerms.STANDARD);
    }

    @Test
    void areWhatTheAppSays() {
        var app = says("{authority: Additive, ignore: \"entitlement.value == 'everyone'\"}");

        assertThat(terms())
                .isEqualTo(new EntitlementTerms(
                        Authority.Additive, Optional.of(new EntitlementRule("entitlement.value == 'everyone'"))));
        assertThat(accesses.objection(app)).isEmpty();
    }

    @Test
    void areNotUnderstoodWithAWordOfANewerVersion() {
        var app = says("{authority: Shared}");

        assertThat(declarations.connector(app)).isEqualTo(new Reading.Newer<>("spec.entitlements.authority"));
        assertThat(accesses.of("people").apps()).isEmpty();
    }

    @Test
    void sayWhereARuleIsWrongAndTakeNothingMeanwhile() {
        var app = says("{ignore: entitlement.nam == 'everyone'}");
        ofRoleThatGives("readers");

        assertThat(accesses.objection(app)).hasValueSatisfying(objection -> {
            assertThat(objection.reason()).isEqualTo(Reason.RuleInvalid);
            assertThat(objection.message()).startsWith("`spec.entitlements.ignore`, line 1, column 12: ");
        });
        assertThat(accesses.of("people").ours(WIKI).named()).isEmpty();
    }

    @Test
    void tellARoleWhatItsAppIgnores() {
        says("{ignore: entitlement.value.startsWith('every')}");

        var said = ofRoleThatGives("readers", "everyone");

        assertThat(said)
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(
                        tuple("Ready", "False", "EntitlementIgnored"), tuple("Stalled", "True", "EntitlementIgnored"));
        assertThat(said.getFirst().message())
                .startsWith("`spec.grants[wiki].entitlements`: group everyone is ignored by `spec.entitlements.ignore`")
                .contains("TargetApp wiki");
        assertThat(accesses.of("people").ours(WIKI).named())
                .containsExactly(new Entitlement(Entitlement.GROUP, "readers"));
    }

    @Test
    void sayNothingOfARoleWhereNobodyCanTell() {
        says("{ignore: int(entitlement.value) > 3}");

        assertThat(ofRoleThatGives("readers"))
                .extracting(Condition::type, Condition::reason)
                .containsExactly(tuple("Ready", "Resolved"));
    }
}
