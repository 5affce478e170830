/* SPDX-License-Identifier: BSD-3-Clause */
/* Messages: which events the lines of logs are. */
#ifndef PAST_MESSAGE_H
#define PAST_MESSAGE_H

#include "hostsaccess/past/event.h"

struct log_line;

/* Returns the name in rules of what wrote LINE: sshd has several programs. */
struct ha_slice message_program(const struct log_line *line);

/*
 * Reads LINE.  Writes *EVENT, which is valid as long as the line, for a
 * login, a refusal, a penalty, details and whom rules allowed only.
 */
enum event_kind message_read(const struct log_line *line, struct event *event);

/*
 * Takes what is around the message in rsyslogd's `message repeated NUMBER
 * times: [ MESSAGE]`.  Returns NUMBER, or 1.
 */
unsigned long message_unwrap(struct ha_slice *message);

/*
 * Returns whether TEXT, of a line that cannot be read, looks like a login:
 * words of one stand in it.
 */
bool message_looks_like_login(struct ha_slice text);

/* The same of a refusal. */
bool message_looks_like_refusal(struct ha_slice text);

/*
 * Returns whether TEXT, which is damaged, may be of a login: words of one stand
 * in it, or a program whose logins are known by their end.
 */
bool message_may_be_login(struct ha_slice text);

#endif
