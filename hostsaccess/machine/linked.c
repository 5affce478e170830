/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/linked.h"

#include "hostsaccess/machine/inetd_options.h"
#include "hostsaccess/machine/lines.h"
#include "hostsaccess/machine/server.h"
#include "hostsaccess/machine/stunnel.h"

#include <stdio.h>
#include <string.h>

/*
 * The programs whose configuration says whether they ask.  Each FILE, and each
 * file of FOLDER that ends in .conf, may be that of a daemon: all have to say
 * so.
 */
static const struct known {
	const char *program;
	const char *file, *other, *folder; /* "": none */
	const char *before; /* a word before the keyword, or "" */
	const char *keyword;
	const char *values; /* that turn it on, or, if it is on, off */
	bool is_on;         /* where no line says anything */
	const char *line;   /* what to write */
} table[] = {
    {"vsftpd", "/etc/vsftpd.conf", "", "/etc/vsftpd", "", "tcp_wrappers",
     "YES TRUE 1", false, "tcp_wrappers=YES"},
    {"danted", "/etc/danted.conf", "/etc/sockd.conf", "", "",
     "libwrap.hosts_access", "yes", false, "libwrap.hosts_access: yes"},
    {"sockd", "/etc/sockd.conf", "", "", "", "libwrap.hosts_access", "yes",
     false, "libwrap.hosts_access: yes"},
    {"conmand", "/etc/conman.conf", "", "", "server", "tcpwrappers", "on",
     false, "server tcpwrappers=on"},
    {"auditd", "/etc/audit/auditd.conf", "", "", "", "use_libwrap", "no", true,
     "use_libwrap = yes"},
    {"apt-cacher-ng", "", "", "/etc/apt-cacher-ng", "", "UseWrap", "0", true,
     "UseWrap: 1"},
};

/* Those that ask by names that somebody gives them. */
static const struct {
	const char *program, *names;
	bool starts;
} named[] = {
    {"stunnel4", "the names of its [sections]", true},
    {"stunnel", "the names of its [sections]", true},
    {"xinetd", "the names of the servers it starts", true},
    {"inetd", "the names of the servers it starts", true},
    {"tcpd", "the names of the servers it starts", false},
    {"sslh", "the names that service: gives in its configuration", false},
    {"sslh-select", "the names that service: gives in its configuration",
     false},
    {"rpc.mountd", "the name mountd", false},
    {"rpc.statd", "the name statd", false},
    {"rpc.rquotad", "the name rquotad", false},
};

/* What one file says. */
struct reading {
	const char *root;
	const struct known *known;
	struct linked *linked;
	unsigned files;
	bool asks;
};

static void
take_line(void *context, const struct keyed_line *line)
{
	struct reading *reading = context;
	const struct known *known = reading->known;
	struct ha_slice key = line->key, value = line->value, word;

	if (known->before[0] != '\0') {
		size_t equal = ha_slice_find(value, '=');

		if (!ha_slice_is(key, known->before) || equal == value.size)
			return;
		key = ha_slice_trim(ha_slice_head(value, equal), HA_C_SPACE);
		value = ha_slice_from(value, equal + 1);
	}
	if (!ha_slice_is(key, known->keyword))
		return;
	word = lines_take_word(&value);
	reading->asks = known->is_on;
	for (struct ha_slice values = ha_slice_of(known->values), next;
	     (next = lines_take_word(&values)).size > 0;)
		if (next.size == word.size && ha_slice_equal(next, word))
			reading->asks = !known->is_on;
}

static void
advise(struct reading *reading, const char *path)
{
	struct linked *linked = reading->linked;

	if (linked->idle)
		return;
	linked->idle = true;
	snprintf(linked->advice, sizeof(linked->advice), "write %s into %s",
		 reading->known->line, path);
}

static void
read_file(void *context, const char *path)
{
	struct reading *reading = context;

	if (!server_is_here(reading->root, path))
		return;
	reading->files++;
	reading->asks = reading->known->is_on;
	if (!lines_visit(reading->root, path, take_line, reading) ||
	    !reading->asks)
		advise(reading, path);
}

static void
read_known(const char *root, const struct known *known, struct linked *linked)
{
	struct reading reading = {root, known, linked, 0, false};

	if (known->file[0] != '\0')
		read_file(&reading, known->file);
	if (known->other[0] != '\0')
		read_file(&reading, known->other);
	if (known->folder[0] != '\0')
		lines_visit_folder(root, known->folder, ".conf", read_file,
				   &reading);
	if (reading.files == 0 && !known->is_on)
		advise(&reading, known->file);
}

static void
set_idle(struct linked *linked, const char *advice)
{
	linked->idle = true;
	snprintf(linked->advice, sizeof(linked->advice), "%s", advice);
}

/* Some service of stunnel does not ask. */
static void
take_service(void *context, const struct server *server)
{
	if (server->idle)
		set_idle(context, server->idle);
}

void
linked_find(const char *root, const char *path, struct linked *linked)
{
	const struct server_visitor visitor = {root, take_service, linked};
	struct ha_slice name = server_name(ha_slice_of(path));

	*linked = (struct linked){.idle = false};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (ha_slice_is(name, table[i].program))
			read_known(root, &table[i], linked);
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (ha_slice_is(name, named[i].program)) {
			linked->names = named[i].names;
			linked->starts = named[i].starts;
		}
	if (ha_slice_is(name, "inetd") && !inetd_asks(root))
		set_idle(linked, INETD_ADVICE);
	if (ha_slice_is(name, "stunnel") || ha_slice_is(name, "stunnel4"))
		stunnel_visit(&visitor);
	if (ha_slice_is(name, "socat"))
		set_idle(linked, "it may be told to by the option tcpwrap in "
				 "its addresses");
}

void
linked_name(struct linked *linked)
{
	if (!linked->names || linked->idle)
		return;
	linked->idle = true;
	snprintf(linked->advice, sizeof(linked->advice), "it asks by %s",
		 linked->names);
}
