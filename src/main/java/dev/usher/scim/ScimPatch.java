package dev.usher.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operations of one PATCH (RFC 7644 section 3.5.2), in the order in which they were added; all are done or none is.
 *
 * <p>Not thread-safe: it is built, and then only read.
 */
public final class ScimPatch {
    private final List<PatchOperation> operations = new ArrayList<>();

    public ScimPatch replace(ScimPath path, String value) {
        operations.add(PatchOperation.replace(path.library(), value));
        return this;
    }

    public ScimPatch replace(ScimPath path, boolean value) {
        operations.add(PatchOperation.replace(path.library(), value));
        return this;
    }

    public ScimPatch remove(ScimPath path) {
        operations.add(PatchOperation.remove(path.library()));
        return this;
    }

    /**
     * Adds values to a multi-valued attribute and leaves those that it has.
     *
     * @param values one or more, each by the names of its sub-attributes
     */
    public ScimPatch add(ScimPath path, List<Map<String, Object>> values) {
        operations.add(PatchOperation.add(path.library(), Document.nodes(values)));
        return this;
    }

    /** Puts values in place of all that a multi-valued attribute has. */
    public ScimPatch replace(ScimPath path, List<Map<String, Object>> values) {
        operations.add(PatchOperation.replace(path.library(), (JsonNode) Document.nodes(values)));
        return this;
    }

    /** Puts the sub-attributes of one value in place of those that it has. */
    public ScimPatch replace(ScimPath path, Document value) {
        operations.add(PatchOperation.replace(path.library(), value.node()));
        return this;
    }

    /** Takes values out of a multi-valued attribute, by a list beside the path, which the RFC does not have and some apps ask for. */
    public ScimPatch remove(ScimPath path, List<Map<String, Object>> values) {
        operations.add(PatchOperation.remove(path.library()).setRemoveOpValue(Document.nodes(values)));
        return this;
    }

    /** Sets what a part of a resource says, without a path (RFC 7644 section 3.5.2.3). */
    public ScimPatch replace(Document part) {
        operations.add(PatchOperation.replace(part.node()));
        return this;
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** The body of the request. */
    public String json() {
        try {
            return JsonUtils.getObjectWriter().writeValueAsString(new PatchRequest(operations));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of ours can be written", e);
        }
    }
}
