package dev.usher.source.http;

import dev.usher.net.HttpSender;
import java.time.Clock;

/**
 * By what a source is read; whoever made them closes them.
 *
 * @param sender to the source
 * @param tokens to the authorization server, where there is one
 */
public record Means(HttpSender sender, HttpSender tokens, Clock clock, Rest rest) {}
