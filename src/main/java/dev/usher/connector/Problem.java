package dev.usher.connector;

/**
 * Something wrong with the settings, found without asking the app.
 *
 * @param field the path below the connector's block
 * @param advice what to do about it
 */
public record Problem(String field, String advice) {}
