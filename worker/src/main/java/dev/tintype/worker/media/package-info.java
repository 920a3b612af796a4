/**
 * Media jobs: one file, decoded once by FFmpeg in a sandbox, and everything that is made of it. Planning is apart from doing, so that
 * argument lists can be tested without FFmpeg.
 */
@NullMarked
package dev.tintype.worker.media;

import org.jspecify.annotations.NullMarked;
