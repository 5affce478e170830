/* SPDX-License-Identifier: BSD-3-Clause */
/* How a tally is shown, on standard output: its users, and its times. */
#ifndef PAST_TALLY_SHOW_H
#define PAST_TALLY_SHOW_H

#include "hostsaccess/past/visitors.h"
#include "hostsaccess/tool/json.h"

/* Writes a blank and the users, and a comma behind them; or nothing. */
void tally_show_users(const struct tally *tally);

#define TALLY_TIME_SIZE 32

/* Writes a blank and WHEN, in local time, to TEXT; returns that. */
const char *tally_time_text(time_t when, char text[TALLY_TIME_SIZE]);

/* Writes the same. */
void tally_show_time(time_t when);

/* Writes FIRST to LAST likewise, and a newline; 0: not known. */
void tally_show_times(time_t first, time_t last);

/* Likewise in JSON: `users` and `more_users`; WHEN in UTC, empty for 0. */
void tally_show_users_json(struct json *json, const struct tally *tally);
void tally_show_time_json(struct json *json, const char *key, time_t when);

#endif
