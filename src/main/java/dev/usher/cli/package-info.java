/** The command line: verbs for people, which look at a cluster, or at an app, and change nothing. */
@NullMarked
package dev.usher.cli;

import org.jspecify.annotations.NullMarked;
