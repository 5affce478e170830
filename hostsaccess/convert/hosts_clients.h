/* SPDX-License-Identifier: BSD-3-Clause */
/* hosts_clients: the client list of a rule as terms (hosts_access(5)). */
#ifndef CONVERT_HOSTS_CLIENTS_H
#define CONVERT_HOSTS_CLIENTS_H

#include "common/rule/syntax.h"
#include "hostsaccess/convert/context.h"

/*
 * Adds the client list of RULE, which GRANTS or refuses, to LIST; list files
 * are read into it.  What has two readings takes in fewer where it lets
 * somebody in, else more.  SINK hears of faults of words; a list file that
 * cannot be read is one of CONVERSION.
 */
void hosts_clients(struct conversion *conversion, const struct ha_rule *rule,
		   const struct ha_sink *sink, bool grants, struct terms *list);

#endif
