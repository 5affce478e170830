/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/server.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define TCPD "tcpd"

bool
server_is_here(const char *root, const char *path)
{
	char full[PATH_MAX];

	return snprintf(full, sizeof(full), "%s%s", root, path) <
		   (int)sizeof(full) &&
	       access(full, F_OK) == 0;
}

struct ha_slice
server_name(struct ha_slice path)
{
	size_t slash;

	while ((slash = ha_slice_find(path, '/')) < path.size)
		path = ha_slice_from(path, slash + 1);
	return path;
}

void
server_take(const struct server_visitor *visitor, struct ha_slice path,
	    struct ha_slice name, const char *asker, const char *idle)
{
	struct server server = {server_name(name), asker, idle};
	char tcpd[PATH_MAX];

	if (ha_slice_is(server_name(path), TCPD)) {
		if (!ha_slice_copy(path, tcpd, sizeof(tcpd)))
			return;
		server.asker = tcpd;
		server.idle = NULL;
	}
	visitor->visit(visitor->context, &server);
}
