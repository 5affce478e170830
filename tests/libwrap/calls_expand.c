/* SPDX-License-Identifier: BSD-3-Clause */
/* Expansions and warnings: percent_m, percent_x, tcpd_warn, tcpd_jump. */
#include "calls.h"

#include <errno.h>
#include <unistd.h>

static void
call_errors(void)
{
	static const char *const texts[] = {
	    "",     "x",     "%m",   "a %m b", "%m%m", "%%m",
	    "%%%m", "%d %s", "100%", "%",      "%M",   "m",
	};
	static const int errors[] = {0, ENOENT, EACCES, 12345};
	char copy[64], result[512];
	size_t i, j;

	for (i = 0; i < COUNT(texts); i++)
		for (j = 0; j < COUNT(errors); j++) {
			snprintf(copy, sizeof(copy), "%s", texts[i]);
			memset(result, 'z', sizeof(result));
			errno = errors[j];
			row("percent_m(%s), %d = %s, %s", texts[i], errors[j],
			    percent_m(result, copy), result);
		}
}

/* All that a request can say, with bytes that a shell must not see. */
static void
fill(struct request_info *request)
{
	static struct sockaddr_storage client, server;

	address_of(&client, "192.0.2.7", 4001);
	address_of(&server, "192.0.2.1", 22);
	request_init(request, RQ_DAEMON, "d", RQ_USER, "us;er $(x)`y`",
		     RQ_CLIENT_NAME, "gw.example.net", RQ_CLIENT_ADDR,
		     "192.0.2.7", RQ_SERVER_NAME, "srv.example.net",
		     RQ_SERVER_ADDR, "192.0.2.1", RQ_CLIENT_SIN, &client,
		     RQ_SERVER_SIN, &server, 0);
	strcpy(request->pid, "4711");
}

static void
expand(const char *name, const char *text, struct request_info *request)
{
	char copy[512], result[512];

	snprintf(copy, sizeof(copy), "%s", text);
	memset(result, 'z', sizeof(result));
	row("percent_x: %s = %s", name,
	    percent_x(result, sizeof(result), copy, request));
	row("percent_x: %s, same buffer = %d", name, copy[0] == text[0]);
}

static void
call_letters(void)
{
	struct request_info request;
	char text[16];
	int letter;

	for (letter = ' '; letter < 127; letter++) {
		fill(&request);
		snprintf(text, sizeof(text), "<%%%c>", letter);
		expand(text, text, &request);
	}
}

/* A request that knows nothing. */
static void
call_nothing(void)
{
	static const char letters[] = "aAcdhHnNpsu";
	struct request_info request;
	char text[16];
	size_t i;

	for (i = 0; letters[i]; i++) {
		request_init(&request, RQ_DAEMON, "", 0);
		strcpy(request.pid, "4711");
		snprintf(text, sizeof(text), "<%%%c>", letters[i]);
		row("percent_x: nothing known, %s = %s", text,
		    percent_x((char[64]){0}, 64, text, &request));
	}
}

static void
call_texts(void)
{
	static const char *const texts[] = {
	    "",     "%",   "a%", "%%",       "%%%",     "%%a",
	    "%a%a", "a b", "$x", "%a:%u:%c", "%h %H\n", "\xc3\xa4",
	};
	struct request_info request;
	char name[64];
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		fill(&request);
		quote(name, sizeof(name), texts[i]);
		expand(*name ? name : "(empty)", texts[i], &request);
	}
}

/* What an expansion makes of odd bytes, and what is left in the request. */
static void
call_odd(void)
{
	static const char letters[] = "udnHac";
	struct request_info request;
	char text[8], result[256];
	size_t i;

	for (i = 0; letters[i]; i++) {
		fill(&request);
		request_set(&request, RQ_DAEMON, "d m|n", RQ_CLIENT_NAME,
			    "a;b\nc\xc3\xa4", RQ_SERVER_NAME, "a&b",
			    RQ_CLIENT_ADDR, "fe80::1%lo", 0);
		snprintf(text, sizeof(text), "%%%c", letters[i]);
		row("percent_x: odd bytes, %s = %s", text,
		    percent_x(result, sizeof(result), text, &request));
	}
}

struct sized {
	int size;
	const char *text;
};

static void
expand_sized(const void *data)
{
	const struct sized *sized = data;
	struct request_info request;
	char copy[64], result[64];

	fill(&request);
	snprintf(copy, sizeof(copy), "%s", sized->text);
	memset(result, 'z', sizeof(result));
	percent_x(result, sized->size, copy, &request);
	row("percent_x(%s) in %d = %s, %c", sized->text, sized->size, result,
	    result[sized->size]);
}

/* Buffers around what is needed: 5 and the end, 9 and the end. */
static void
call_sizes(void)
{
	static const char *const texts[] = {"abcde", "%a", "a%%b%%c"};
	struct sized sized;
	char name[64];
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		for (sized.size = 5; sized.size < 13; sized.size++) {
			sized.text = texts[i];
			snprintf(name, sizeof(name), "percent_x(%s) in %d",
				 sized.text, sized.size);
			in_child(name, 5, expand_sized, &sized);
		}
}

static void
call_warnings(void)
{
	static char file[] = "file";
	char long_text[300];

	memset(long_text, 'l', sizeof(long_text));
	long_text[sizeof(long_text) - 1] = '\0';
	tcpd_context.file = NULL;
	tcpd_warn("plain %d %s", 7, "x");
	row("tcpd_warn: plain = done");
	errno = ENOENT;
	tcpd_warn("%s: %m", "file");
	row("tcpd_warn: %%m = done");
	tcpd_context.file = file;
	tcpd_context.line = 3;
	tcpd_warn("there");
	row("tcpd_warn: place = done");
	tcpd_warn("%s", "a%sb\n");
	row("tcpd_warn: odd = done");
	tcpd_warn("%s", long_text);
	row("tcpd_warn: long = done");
	if (setjmp(tcpd_buf) == 0)
		tcpd_jump("jump %s", "x");
	row("tcpd_jump = done");
	tcpd_context.file = NULL;
}

void
call_expand(void)
{
	call_errors();
	call_letters();
	call_nothing();
	call_texts();
	call_odd();
	call_sizes();
	call_warnings();
}
