package dev.usher.audit;

/**
 * Who writes a stream.
 *
 * @param installation its name for ever
 * @param stream of this process alone
 * @param epoch rises whenever another process is in charge
 * @param version of Usher
 */
public record Origin(String installation, String stream, long epoch, String version) {}
