package dev.usher.kube;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Stamp;
import dev.usher.domain.feed.Target;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one apply says of a user: whatever is not in it, and was, is given up. */
record UserDocument(SourceId source, String name, ObjectMeta metadata, Map<String, Object> spec) {
    /** One that says nothing yet. */
    static UserDocument of(SourceId source, String name) {
        var metadata = new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(source.namespace())
                .build();
        return new UserDocument(source, name, metadata, new TreeMap<>());
    }

    /** Of no other user of that name; and of none where it is gone. */
    UserDocument only(String uid) {
        metadata.setUid(uid);
        return this;
    }

    /** What is true of them. */
    UserDocument describing(SortedMap<String, String> values, Stamp stamp) {
        values.forEach(this::put);
        return annotated(AppliedPeople.SAID, stamp);
    }

    /** Whether they work here, within all else. */
    UserDocument employing(String id, SortedMap<String, String> life) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("id", id);
        entry.putAll(life);
        spec.put("employments", List.of(entry));
        return this;
    }

    /** Whether they work here, and nothing else. */
    UserDocument living(Optional<String> key, Draft draft, Stamp stamp) {
        key.ifPresent(set -> spec.put(Target.EXTERNAL_ID.path(), set));
        return employing(source.employment(draft.key()), draft.life()).annotated(AppliedPeople.SAID_OF_LIFE, stamp);
    }

    /** In how many runs in a row they were not listed, and nothing else; an empty text where that is nothing. */
    UserDocument missing(String note) {
        if (!note.isEmpty()) {
            metadata.setAnnotations(Map.of(AppliedPeople.MISSED + source.name(), note));
        }
        return this;
    }

    private UserDocument annotated(String prefix, Stamp stamp) {
        metadata.setAnnotations(Map.of(prefix + source.name(), stamp.text()));
        return this;
    }

    private void put(String path, String value) {
        if (path.startsWith(FieldTerms.OWN)) {
            within("attributes").put(path.substring(FieldTerms.OWN.length()), value);
        } else if (path.equals(Target.MANAGER.path())) {
            within(path).put("name", value);
        } else if (path.indexOf('.') > 0) {
            within(path.substring(0, path.indexOf('.'))).put(path.substring(path.indexOf('.') + 1), value);
        } else {
            spec.put(path, value);
        }
    }

    @SuppressWarnings("unchecked") // Nothing else is put there.
    private Map<String, Object> within(String field) {
        return (Map<String, Object>) spec.computeIfAbsent(field, any -> new TreeMap<String, Object>());
    }

    /** As it is sent. */
    GenericKubernetesResource content() {
        var content = new GenericKubernetesResource();
        content.setApiVersion(HasMetadata.getApiVersion(ProvisionedUser.class));
        content.setKind(HasMetadata.getKind(ProvisionedUser.class));
        content.setMetadata(metadata);
        if (!spec.isEmpty()) {
            content.setAdditionalProperty("spec", spec);
        }
        return content;
    }
}
