/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stunnel.h"

#include "hostsaccess/machine/lines.h"

#include <limits.h>

static const char *const programs[] = {
    "/usr/bin/stunnel4",
    "/usr/bin/stunnel",
    "/usr/sbin/stunnel",
    "/usr/local/bin/stunnel",
};

struct walk {
	const struct server_visitor *visitor;
	const char *program;
	char section[NAME_MAX + 1]; /* "": what is before the first */
	bool all, asks;             /* what that says; what the section says */
};

static void
end_section(const struct walk *walk)
{
	struct server server = {ha_slice_of(walk->section), walk->program,
				walk->asks ? NULL : STUNNEL_ADVICE};

	if (walk->section[0] != '\0')
		walk->visitor->visit(walk->visitor->context, &server);
}

static void
take_line(void *context, const struct keyed_line *line)
{
	struct walk *walk = context;
	struct ha_slice key = line->key;

	if (key.size > 2 && key.data[0] == '[' &&
	    key.data[key.size - 1] == ']') {
		end_section(walk);
		key = ha_slice_head(ha_slice_from(key, 1), key.size - 2);
		if (!ha_slice_copy(key, walk->section, sizeof(walk->section)))
			walk->section[0] = '\0';
		walk->asks = walk->all;
	} else if (ha_slice_is(key, "libwrap")) {
		walk->asks = ha_slice_is(line->value, "yes");
		if (walk->section[0] == '\0')
			walk->all = walk->asks;
	}
}

static void
read_file(void *context, const char *path)
{
	struct walk *walk = context;

	walk->section[0] = '\0';
	walk->all = walk->asks = false;
	lines_visit(walk->visitor->root, path, take_line, walk);
	end_section(walk);
}

void
stunnel_visit(const struct server_visitor *visitor)
{
	struct walk walk = {.visitor = visitor};

	for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		if (!walk.program && server_is_here(visitor->root, programs[i]))
			walk.program = programs[i];
	if (walk.program)
		lines_visit_folder(visitor->root, "/etc/stunnel", ".conf",
				   read_file, &walk);
}
