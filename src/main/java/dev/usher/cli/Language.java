package dev.usher.cli;

import dev.usher.connector.Connector;
import dev.usher.connector.Examiner;

/** A language of apps: what its declarations mean, and who can look at such an app. */
public record Language(Connector connector, Examiner examiner) {}
