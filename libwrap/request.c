/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/tcpd.h"

#include "libwrap/decision.h"
#include "libwrap/export.h"
#include "libwrap/warn.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* Copies TEXT, which may be NULL, cut to what there is room for. */
static void
set_text(char field[STRING_LENGTH], const char *text)
{
	size_t size = text ? strnlen(text, STRING_LENGTH - 1) : 0;

	if (size > 0)
		memcpy(field, text, size);
	/* Nothing of what stood there before is left. */
	memset(field + size, 0, STRING_LENGTH - size);
}

/* Sets the fact of KEY from the next of VALUES.  False: no such key. */
static int
set_fact(struct request_info *request, int key, va_list *values)
{
	switch (key) {
	case RQ_FILE:
		request->fd = va_arg(*values, int);
		return 1;
	case RQ_DAEMON:
		set_text(request->daemon, va_arg(*values, char *));
		return 1;
	case RQ_USER:
		set_text(request->user, va_arg(*values, char *));
		return 1;
	case RQ_CLIENT_NAME:
		set_text(request->client->name, va_arg(*values, char *));
		return 1;
	case RQ_CLIENT_ADDR:
		set_text(request->client->addr, va_arg(*values, char *));
		return 1;
	case RQ_CLIENT_SIN:
		request->client->sin = va_arg(*values, struct sockaddr *);
		return 1;
	case RQ_SERVER_NAME:
		set_text(request->server->name, va_arg(*values, char *));
		return 1;
	case RQ_SERVER_ADDR:
		set_text(request->server->addr, va_arg(*values, char *));
		return 1;
	case RQ_SERVER_SIN:
		request->server->sin = va_arg(*values, struct sockaddr *);
		return 1;
	default:
		return 0;
	}
}

/* Sets the pairs FIRST and those of VALUES. */
static void
set_facts(struct request_info *request, int first, va_list *values)
{
	for (int key = first; key > 0; key = va_arg(*values, int))
		if (!set_fact(request, key, values)) {
			warn_tell("request_init: invalid key: %d", key);
			return;
		}
}

EXPORT struct request_info *
request_init(struct request_info *request, ...)
{
	va_list values;

	decision_forget(request);
	memset(request, 0, sizeof(*request));
	request->fd = -1;
	set_text(request->daemon, STRING_UNKNOWN);
	snprintf(request->pid, sizeof(request->pid), "%d", (int)getpid());
	request->client->request = request;
	request->server->request = request;
	va_start(values, request);
	set_facts(request, va_arg(values, int), &values);
	va_end(values);
	return request;
}

EXPORT struct request_info *
request_set(struct request_info *request, ...)
{
	va_list values;

	decision_forget(request);
	va_start(values, request);
	set_facts(request, va_arg(values, int), &values);
	va_end(values);
	return request;
}
