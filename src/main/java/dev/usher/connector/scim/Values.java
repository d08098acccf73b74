package dev.usher.connector.scim;

import dev.usher.domain.account.Attributes;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a setting may be, and how it is written. */
sealed interface Values<T> {
    /** A value as a status shows it; empty where it is none of these. */
    Optional<T> parse(String text);

    /** A value as JSON has it; empty where it is none of these, or of another type. */
    Optional<T> read(Object json);

    String text(T value);

    /** All of them, for people. */
    String allowed();

    /** One of a few words. */
    record Choice<E extends Enum<E>>(List<E> all) implements Values<E> {
        public Choice {
            all = List.copyOf(all);
        }

        static <E extends Enum<E>> Choice<E> of(Class<E> words) {
            return new Choice<>(Arrays.asList(words.getEnumConstants()));
        }

        @Override
        public Optional<E> parse(String text) {
            return all.stream().filter(value -> text(value).equals(text)).findFirst();
        }

        @Override
        public Optional<E> read(Object json) {
            return json instanceof String text ? parse(text) : Optional.empty();
        }

        @Override
        public String text(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String allowed() {
            return all.stream().map(this::text).collect(Collectors.joining(", "));
        }
    }

    /** Some of a few words, in an order. */
    record Some<E extends Enum<E>>(List<E> all) implements Values<List<E>> {
        public Some {
            all = List.copyOf(all);
        }

        static <E extends Enum<E>> Some<E> of(Class<E> words) {
            return new Some<>(Arrays.asList(words.getEnumConstants()));
        }

        @Override
        public Optional<List<E>> parse(String text) {
            return text.isEmpty() ? Optional.of(List.of()) : read(List.of(text.split(",", -1)));
        }

        @Override
        public Optional<List<E>> read(Object json) {
            if (!(json instanceof List<?> texts) || texts.size() > all.size()) {
                return Optional.empty();
            }
            var some = new LinkedHashSet<E>();
            for (var text : texts) {
                var named = all.stream().filter(one -> word(one).equals(text)).findFirst();
                if (named.isEmpty()) {
                    return Optional.empty();
                }
                some.add(named.get());
            }
            return Optional.of(List.copyOf(some));
        }

        @Override
        public String text(List<E> value) {
            return value.stream().map(Some::word).collect(Collectors.joining(","));
        }

        @Override
        public String allowed() {
            return "at most " + all.size() + " of "
                    + all.stream().map(Some::word).collect(Collectors.joining(", "));
        }

        private static String word(Enum<?> one) {
            var parts = one.name().split("_", -1);
            var word = new StringBuilder(parts[0].toLowerCase(Locale.ROOT));
            for (var part : Arrays.asList(parts).subList(1, parts.length)) {
                word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
            }
            return word.toString();
        }
    }

    /** A whole number. */
    record Whole(int least, int most) implements Values<Integer> {
        @Override
        public Optional<Integer> parse(String text) {
            try {
                return within(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<Integer> read(Object json) {
            return json instanceof Integer || json instanceof Long
                    ? within(((Number) json).longValue())
                    : Optional.empty();
        }

        private Optional<Integer> within(long number) {
            return number >= least && number <= most ? Optional.of((int) number) : Optional.empty();
        }

        @Override
        public String text(Integer value) {
            return Integer.toString(value);
        }

        @Override
        public String allowed() {
            return least + " to " + most;
        }
    }

    /** Some texts, each of which is one of a kind. */
    sealed interface Texts extends Values<Set<String>> {
        int most();

        boolean isOne(String text);

        @Override
        default Optional<Set<String>> parse(String text) {
            return text.isEmpty() ? Optional.of(Set.of()) : read(List.of(text.split(",", -1)));
        }

        @Override
        default Optional<Set<String>> read(Object json) {
            if (!(json instanceof List<?> all) || all.size() > most()) {
                return Optional.empty();
            }
            var texts = new TreeSet<String>();
            for (var one : all) {
                if (!(one instanceof String text && isOne(text))) {
                    return Optional.empty();
                }
                texts.add(text);
            }
            return Optional.of(Collections.unmodifiableSet(texts));
        }

        @Override
        default String text(Set<String> value) {
            return String.join(",", new TreeSet<>(value));
        }
    }

    /** Some attributes of accounts, by the names of a mapping; never the one by which somebody logs in, nor the manager, which has a setting of its own. */
    record Names() implements Texts {
        private static final Set<String> NOT_ALIKE = Set.of(Attributes.USER_NAME, Attributes.MANAGER);

        @Override
        public int most() {
            return 32;
        }

        @Override
        public boolean isOne(String name) {
            return !NOT_ALIKE.contains(name) && Place.objection(name).isEmpty();
        }

        @Override
        public String allowed() {
            var names = new TreeSet<>(Place.NAMED.keySet());
            names.add(Attributes.EMAIL);
            names.remove(Attributes.USER_NAME);
            return "at most " + most() + " of " + String.join(", ", names) + ", urn:<schema>:<name>";
        }
    }

    /** Some answers of an app, each a status that refuses, or one with a {@code scimType}. */
    record Refusals() implements Texts {
        private static final Pattern ONE = Pattern.compile("[45][0-9]{2}(/[A-Za-z]{1,24})?");

        @Override
        public int most() {
            return 8;
        }

        @Override
        public boolean isOne(String refusal) {
            return ONE.matcher(refusal).matches();
        }

        @Override
        public String allowed() {
            return "at most " + most() + " of 400 to 599, each perhaps with a scimType: 403/limitReached";
        }
    }

    /** Yes or no. */
    record Truth() implements Values<Boolean> {
        @Override
        public Optional<Boolean> parse(String text) {
            return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
        }

        @Override
        public Optional<Boolean> read(Object json) {
            return json instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
        }

        @Override
        public String text(Boolean value) {
            return Boolean.toString(value);
        }

        @Override
        public String allowed() {
            return "true, false";
        }
    }
}
