/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/inetd.h"

#include "hostsaccess/machine/inetd_options.h"
#include "hostsaccess/machine/lines.h"
#include "hostsaccess/machine/stunnel.h"
#include "hostsaccess/machine/xinetd.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Who reads inetd.conf; xinetd does if it is told so, as Debian does. */
static const char *const programs[] = {
    INETD,
    "/usr/sbin/inetutils-inetd",
    "/usr/local/sbin/inetd",
    "/usr/libexec/inetd",
    "/usr/sbin/rlinetd",
    XINETD,
};

/* What inetd does itself, it asks nobody about (inetd(8), libwrap). */
#define INTERNAL_ADVICE \
	"it asks for none of its own services; take the line out of " \
	"/etc/inetd.conf"

struct walk {
	const struct server_visitor *visitor;
	const char *program;
	const char *idle;
};

/* SERVICE SOCKET PROTOCOL WAIT USER SERVER ARGUMENT... (inetd.conf(5)) */
static void
take_line(const struct walk *walk, struct ha_slice line)
{
	struct ha_slice first = lines_take_word(&line), server, name;

	if (first.size == 0 || first.data[0] == '#')
		return;
	for (int i = 0; i < 4; i++)
		lines_take_word(&line);
	server = lines_take_word(&line);
	name = lines_take_word(&line);
	if (ha_slice_is(server, "internal"))
		server_take(walk->visitor, first, first, walk->program,
			    INTERNAL_ADVICE);
	if (server.size == 0 || server.data[0] != '/')
		return;
	server_take(walk->visitor, server, name.size > 0 ? name : server,
		    walk->program, walk->idle);
}

static void
read_inetd(const struct walk *walk)
{
	char path[PATH_MAX], *line = NULL;
	FILE *stream = NULL;
	size_t size = 0;

	if (snprintf(path, sizeof(path), "%s/etc/inetd.conf",
		     walk->visitor->root) < (int)sizeof(path))
		stream = fopen(path, "re");
	if (!stream)
		return;
	while (getline(&line, &size, stream) > 0)
		take_line(walk, ha_slice_of(line));
	free(line);
	fclose(stream);
}

void
inetd_visit(const struct server_visitor *visitor)
{
	struct walk walk = {.visitor = visitor};

	for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		if (!walk.program && server_is_here(visitor->root, programs[i]))
			walk.program = programs[i];
	if (walk.program && strcmp(walk.program, INETD) == 0 &&
	    !inetd_asks(visitor->root))
		walk.idle = INETD_ADVICE;
	if (walk.program)
		read_inetd(&walk);
	xinetd_visit(visitor);
	stunnel_visit(visitor);
}
