package dev.usher.sync;

/** A key whose turn it is. */
record Turn(Key key, Priority priority) {}
