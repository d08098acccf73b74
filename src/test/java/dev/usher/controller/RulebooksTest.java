package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RulebooksTest {
    private final Neighbourhood here = new Neighbourhood();
    private final Rulebooks rulebooks = new Rulebooks(here.caches);

    @Test
    void areTranslatedOnceAndShared() {
        here.hasPolicy("people", "{workday: {zone: Europe/London}}");

        assertThat(rulebooks.of("people")).isSameAs(rulebooks.of("people"));
    }

    @Test
    void followAPolicyThatAppearsAndIsEdited() {
        assertThat(rulebooks.of("people").policy().workday().zone()).isEqualTo(ZoneOffset.UTC);

        here.hasPolicy("people", "{workday: {zone: Europe/London}}");
        assertThat(rulebooks.of("people").policy().workday().zone()).isEqualTo(ZoneId.of("Europe/London"));

        here.hasPolicy("people", "{workday: {zone: Europe/Londn}}");
        assertThat(rulebooks.of("people").understood()).isFalse();
    }
}
