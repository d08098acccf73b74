package dev.usher.sync;

/** One key of a Secret in the namespace of its app. */
public record SecretRef(String namespace, String name, String key) {}
