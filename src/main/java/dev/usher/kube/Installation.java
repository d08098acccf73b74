package dev.usher.kube;

/**
 * Who this operator is.
 *
 * @param name the installation's name for ever
 * @param namespace where its lease, ledger and records are
 * @param instance this process
 */
public record Installation(String name, String namespace, String instance) {}
