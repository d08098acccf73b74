/** The command line: verbs for people, which look at a cluster, or at an app, and change nothing that is not asked for. */
@NullMarked
package dev.usher.cli;

import org.jspecify.annotations.NullMarked;
