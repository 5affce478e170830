/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls: the lines of a PAM service that call the module, and how it decides
 * by each: its arguments over the settings of the machine, as the module
 * itself reads them (pam_hostsaccess(8), hostsaccess.conf(5)).  A client whom
 * one of them refuses is refused.
 */
#ifndef MACHINE_CALL_H
#define MACHINE_CALL_H

#include "hostsaccess/machine/pam.h"
#include "hostsaccess/tool/arena.h"
#include "hostsaccess/tool/settings.h"

/* An argument on a line. */
struct call_word {
	const char *text;
	struct ha_place place;
	const char *fault; /* what is wrong with it (daemon_settings_word()) */
};

/* A line that calls the module. */
struct call {
	struct ha_place place;
	enum stack_type type;
	struct ha_slice module; /* as the line names it */
	bool binding;           /* the control keeps refused clients out */
	struct call_word *words;
	size_t word_count;
	/*
	 * What the settings say to this daemon, and the line over them; where
	 * they are unusable, values are those of the line alone.
	 */
	struct settings settings;
	struct ha_slice settings_daemon; /* whose they are */
	struct ha_slice daemon; /* under which rules know the service */
	struct ha_rules rules;  /* that are asked: files, strict, noexec */
	size_t like;            /* the first that decides by the same, or own */
};

/* Those of the types auth, account and session, in this order. */
struct calls {
	bool exists; /* the service has a file */
	bool other;  /* lines are those of the service "other" */
	struct call *all;
	size_t count;
	struct ha_place overflow; /* what follows is not read; line 0: is all */
	struct ha_slice service;
	struct arena texts;
};

/*
 * Reads the calls of SERVICE into *CALLS, to be freed.  What ARGUMENTS give of
 * files, conf, strict and noexec takes the place of what the lines say; NULL:
 * they give nothing.  As in libpam the service "other" counts where SERVICE has
 * no line of a type.  CRITIC, which may be NULL, hears of words of settings
 * that are not taken, once for each file and daemon of it.  Exits when memory
 * is out.
 */
void calls_read(const struct stack_folders *folders, struct ha_slice service,
		const struct arguments *arguments,
		const struct daemon_settings_critic *critic,
		struct calls *calls);

/* Returns whether the line of CALL itself has the argument NAME=VALUE. */
bool call_has_word(const struct call *call, const char *name,
		   const char *value);

void calls_free(struct calls *calls);

#endif
