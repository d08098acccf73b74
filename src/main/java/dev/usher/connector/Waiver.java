package dev.usher.connector;

import java.util.Optional;

/**
 * The word that one account may be deleted as it is, although something would have to be done elsewhere before.
 *
 * @param reason in the words of whoever said so
 */
public record Waiver(Optional<String> reason) {}
