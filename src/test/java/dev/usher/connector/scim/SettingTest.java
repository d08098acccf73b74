package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SettingTest {
    static final List<Setting<?>> all = Setting.ALL;

    @Test
    void eachHasANameOfItsOwnThatIsNoBlockOfAnother() {
        assertThat(all).extracting(Setting::name).doesNotHaveDuplicates();
        assertThat(all)
                .allSatisfy(setting ->
                        assertThat(all).noneMatch(other -> other.name().startsWith(setting.name() + ".")));
    }

    @ParameterizedTest
    @FieldSource("all")
    void takesItsStandardAsItIsShown(Setting<?> setting) {
        assertThat(setting.values().parse(setting.standardText()))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(setting.standard()));
        assertThat(setting.advice()).endsWith(".");
    }

    @Test
    void takesValuesOfItsOwnTypeOnly() {
        assertThat(Layer.problems(Map.of(
                        "patch.valueFilters", false, "page.size", 1_000, "emails", "untyped", "active.type", "string")))
                .isEmpty();
        assertThat(Layer.problems(Map.of("filter.attributes", List.of("userName", "userName"))))
                .isEmpty();
        assertThat(Layer.problems(Map.of("filter.attributes", List.of("userName", "email"))))
                .containsExactly(
                        Problem.newer("filter.attributes", "it can be at most 3 of externalId, userName, displayName"));
        assertThat(Layer.problems(Map.of("filter.attributes", "userName"))).hasSize(1);
        assertThat(Layer.problems(Map.of(
                        "patch.valueFilters", "false", "page.size", "100", "emails", true, "active.type", "String")))
                .extracting(Problem::field)
                .containsExactly("active.type", "emails", "page.size", "patch.valueFilters");
    }

    @Test
    void saysWhatItCanBe() {
        assertThat(Layer.problems(Map.of("page.size", 1_001)))
                .containsExactly(Problem.newer("page.size", "it can be 1 to 1000"));
        assertThat(Layer.problems(Map.of("emails", "all")))
                .containsExactly(Problem.newer("emails", "it can be work, primary, untyped"));
        assertThat(Layer.problems(Map.of("etag", "none")))
                .containsExactly(Problem.newer("etag", "it can be use, ignore"));
        assertThat(Layer.problems(Map.of("groups.supported", 1)))
                .containsExactly(Problem.newer("groups.supported", "it can be true, false"));
    }

    @Test
    void saysWhichThereAre() {
        assertThat(Layer.problems(Map.of("page", 7)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.advice())
                        .startsWith("there is no such setting; there are discovery, mediaType, etag, "));
    }

    @Test
    void countsNothingThatIsNotAllowed() {
        assertThat(Layer.of(Map.of("page.size", 50, "emails", "all", "page", 7)))
                .isEqualTo(new Layer(Map.of("page.size", "50")));
    }
}
