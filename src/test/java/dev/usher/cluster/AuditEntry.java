package dev.usher.cluster;

/**
 * One request that the API server answered or, for a watch, has begun to answer.
 *
 * @param user the name of the caller, such as {@code system:serviceaccount:usher-system:usher}
 * @param verb the verb as RBAC sees it: get, list, watch, create, update, patch, delete, deletecollection
 * @param group the API group, empty for the core group
 * @param resource the plural of the resource, empty where the request was for no resource ({@code /readyz})
 * @param subresource empty where there is none
 * @param namespace empty for cluster-wide requests
 * @param name empty for lists and most creations
 * @param code the HTTP status of the answer
 */
public record AuditEntry(
        String user,
        String verb,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name,
        int code) {}
