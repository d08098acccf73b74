/** Reconcilers: they translate, resolve, offer to lanes, and turn outcomes into conditions; they never call an app. */
@NullMarked
package dev.usher.controller;

import org.jspecify.annotations.NullMarked;
