/**
 * Reading what a model says: its deltas while they come, calls that are fit to be sent back, code
 * that it put into the chat. It runs no tools and keeps no conversation.
 */
@NullMarked
package io.ollio.agent.reply;

import org.jspecify.annotations.NullMarked;
