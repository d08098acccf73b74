package dev.usher.cluster;

/** What a command ended with, and what it wrote to its standard output and error. */
public record Ran(int exitCode, String output, String errors) {}
