/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decision: all that a line of a log says of one, as pam_hostsaccess(8), LOG,
 * has it: besides the client, which rule decided, and why.
 */
#ifndef PAST_DECISION_H
#define PAST_DECISION_H

#include "hostsaccess/past/event.h"

struct log_line;

/* The longest text of a rule in the log, and of a file's name. */
#define DECISION_TEXT_MAX 520
#define DECISION_FILE_MAX 260

struct decision {
	enum event_kind kind;
	struct event event;
	bool is_trial;     /* permissive let in whom rules refuse */
	bool is_fault;     /* no decision could be made; WORDS say why */
	bool is_rule_told; /* also that it is none */
	/* The rule; without data where none decided, or none is told. */
	struct ha_slice file, text;
	unsigned long line;
	bool is_cut; /* of TEXT there may be more */
	/* Words of the log, or empty. */
	struct ha_slice reason, lookup;
	/* Of a fault, and behind `penalty: ` of sshd; else empty. */
	struct ha_slice words;
	/* How many such ones, and others, the log leaves out. */
	unsigned long left_out, others_left_out;
	/* Where the slices may point to. */
	char file_text[DECISION_FILE_MAX], rule_text[DECISION_TEXT_MAX];
};

/*
 * Reads LINE.  Writes *DECISION, which is valid as long as the line; of other
 * kinds than message_read() writes an event for, the kind alone.  The host of a
 * refusal by the module of a client without an address is "unknown".
 */
void decision_read(const struct log_line *line, struct decision *decision);

#endif
