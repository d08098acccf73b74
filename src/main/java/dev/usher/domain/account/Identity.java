package dev.usher.domain.account;

/**
 * One person, or service account, as apps know it: inside a realm an external id means one person.
 *
 * @param realm the namespace, until policies join namespaces
 * @param externalId the key that survives renames and re-creation
 */
public record Identity(String realm, String externalId) {}
