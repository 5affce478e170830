/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The drop-in for libwrap.so.0, asked as libwrap is, in a process of its own:
 * this program once more, which finds the drop-in where it finds the installed
 * library else.
 */
#ifndef ORACLE_DROP_IN_H
#define ORACLE_DROP_IN_H

#include "tests/oracle/model.h"

/* The environment's name for the folder of the drop-in. */
#define DROP_IN_FOLDER "HA_DROP_IN"

/*
 * Returns whether the drop-in allows CLIENT by the files ALLOW and DENY, for
 * `ours_elsewhere`.  The first call starts its process; what goes wrong ends
 * the program.
 */
bool drop_in_allows(const char *allow, const char *deny,
		    const struct model_client *client);

/*
 * Makes CLIENT one that can be asked about: for long texts there is room in
 * hosts_ctl(3) only, which takes no server.
 */
void drop_in_fit(struct model_client *client);

/*
 * If this process is the one with the drop-in, answers until the other one
 * ends, and then ends itself: call it first.
 */
void drop_in_serve(int argc, char **argv);

#endif
