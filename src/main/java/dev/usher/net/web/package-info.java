/** What requests over the web prove and answers say beside their bodies, whoever asks. */
@NullMarked
package dev.usher.net.web;

import org.jspecify.annotations.NullMarked;
