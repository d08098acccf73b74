package dev.usher.demo;

/** Where something is not as it should be: what it is, and in words what was expected and what was seen. */
record Difference(String what, String expected, String seen) {}
