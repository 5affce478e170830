/* SPDX-License-Identifier: BSD-3-Clause */
/* Refusals: rows of the driver about who is refused by a single rule. */
#ifndef REFUSALS_H
#define REFUSALS_H

#include "tests/module/driver.h"

/* The log line: the first line of ~/hosts.deny, RULE, refuses CLIENT. */
#define LINE(client, rule) \
	"authpriv.warning refused connect from " client \
	": service=sshd user=root rule=~/hosts.deny:1 \"" rule "\"\n"
#define LINE_WITH(client, rule, lookup) \
	"authpriv.warning refused connect from " client \
	": service=sshd user=root rule=~/hosts.deny:1 \"" rule \
	"\" lookup=" lookup "\n"

/* The only rule, which refuses CLIENT, "NAME (ADDRESS)". */
#define REFUSED_BY(rule, client) \
	.deny = rule "\n", .result = PAM_PERM_DENIED, .log = LINE(client, rule)
#define NOT_REFUSED_BY(rule) .deny = rule "\n", .result = PAM_SUCCESS

/* The usual client with its name, and as SSH_CONNECTION has it. */
#define GW "gw.example.net (192.0.2.10)"
#define CONNECTION "192.0.2.10 40000 198.51.100.1 22"

#endif
