package dev.usher.controller;

/** What somebody has to correct in a declaration that otherwise goes on; its message names the field and says what to do. */
record Objection(Reason reason, String message) {}
