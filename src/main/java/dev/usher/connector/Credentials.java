package dev.usher.connector;

/**
 * What an app's Secret offered for its host.
 *
 * @param secret the value of the key that the app names
 * @param version changes whenever the Secret does
 */
public record Credentials(Sensitive secret, String version) {}
