package dev.usher.source;

import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Reporting;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is in a run at all, which nobody can tell before its end. */
final class Roll implements Feed.Sink {
    private static final int ID_BYTES = 6;

    private final Drafting drafting;
    private final Set<String> read;
    private final Set<String> columns;
    private final List<FieldTerms> made;
    private final Set<String> ofLife;
    private final Optional<FieldTerms> managerField;
    private final Set<String> keys = new HashSet<>();
    private final Set<String> twice = new HashSet<>();
    private final Map<String, String> managers = new HashMap<>();
    private final Map<String, Integer> fields = new HashMap<>();
    private final MessageDigest content = sha256();
    private final boolean isDelta;
    private Set<String> circles = Set.of();
    private int records;
    private boolean isWhole = true;

    Roll(SourceTerms terms, Extent extent) {
        this.isDelta = extent.isDelta();
        this.drafting = terms.drafting();
        this.read = Stream.concat(
                        Stream.of(drafting.key()),
                        drafting.fields().stream().flatMap(field -> field.columns().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        this.columns = drafting.fields().stream()
                .flatMap(field -> field.columns().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.made = drafting.fields().stream()
                .filter(field -> field.composed().isPresent())
                .toList();
        this.ofLife = drafting.fields().stream()
                .filter(FieldTerms::isOfLife)
                .flatMap(field -> field.watched().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.managerField = drafting.fields().stream()
                .filter(field -> field.target().equals(Optional.of(Target.MANAGER)))
                .findFirst();
        // The same records under other terms are another run.
        add(drafting.toString());
        add(terms.match().toString());
        add(terms.missing().toString());
        if (!terms.naming().isNone()) {
            add(terms.naming().terms().toString());
        }
        // Whoever releases what changed does not release a file in which nobody else is.
        extent.from().filter(_ -> isDelta).ifPresent(mark -> add("since " + mark.since()));
    }

    @Override
    public void record(FeedRecord record) {
        read.forEach(name -> record.value(name).ifPresent(value -> {
            add(name);
            add(value);
        }));
        // What is read beside it, so that it can be written back, is no news of anybody.
        new TreeMap<>(record.faults())
                .entrySet().stream()
                        .filter(fault -> read.contains(fault.getKey()))
                        .forEach(fault -> {
                            add(fault.getKey());
                            add(fault.getValue().name());
                        });
        add("");
        columns.stream().filter(record.values()::containsKey).forEach(this::counts);
        made.stream().filter(field -> field.makes(record)).map(FieldTerms::made).forEach(this::counts);
        records++;
        isWhole &= record.value(drafting.key()).isPresent();
        record.value(drafting.key()).ifPresent(key -> {
            if (!keys.add(key)) {
                twice.add(key);
            }
            managerField
                    .flatMap(field -> field.said(record))
                    .filter(manager -> !manager.isEmpty())
                    .ifPresent(manager -> managers.put(key, manager));
        });
    }

    @Override
    public void refused(Refusal refusal) {
        add(refusal.rule().name());
        add(refusal.field().orElse(""));
        add(refusal.key().orElse(""));
        refusal.key().filter(key -> !keys.add(key)).ifPresent(twice::add);
        isWhole &= refusal.key().isPresent();
    }

    /** All have passed by. */
    void ends() {
        circles = new Reporting(managers).inCircles();
        managers.clear();
    }

    /** Whether the run says anything of them, be it something that cannot be applied. */
    boolean has(String key) {
        return keys.contains(key);
    }

    /** Of whom it says something, where it says nothing of all others. */
    Set<String> listed() {
        return isDelta ? keys : Set.of();
    }

    /** Whether any record may name another one. */
    boolean namesManagers() {
        return managerField.isPresent();
    }

    /** Whether it says nothing of all those whom it does not list. */
    boolean isDelta() {
        return isDelta;
    }

    /** Whether it is known of each record of whom it speaks; of another one nobody is missing for certain. */
    boolean isWhole() {
        return isWhole;
    }

    boolean isTwice(String key) {
        return twice.contains(key);
    }

    boolean isInCircle(String key) {
        return circles.contains(key);
    }

    /** The fields of which any record had a value. */
    Set<String> fields() {
        return Set.copyOf(fields.keySet());
    }

    /** Those of which so many had one that it would be missed; an end that nobody sees any more brings somebody back. */
    Set<String> usualFields() {
        return fields.entrySet().stream()
                .filter(field -> ofLife.contains(field.getKey())
                        ? field.getValue() > Sanity.FEW
                        : Sanity.wouldBeMissed(field.getValue(), records))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** By which a person names the run: the same records, read again under the same terms, have the same. */
    String id() {
        return HexFormat.of().formatHex(copy(content).digest(), 0, ID_BYTES);
    }

    private void counts(String field) {
        fields.merge(field, 1, Integer::sum);
    }

    private void add(String part) {
        content.update(part.getBytes(StandardCharsets.UTF_8));
        content.update((byte) 0);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every Java platform can be copied", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
