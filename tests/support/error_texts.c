/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/error_texts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
char *
error_texts(char *line)
{
	return line;
}
#else
static const struct {
	const char *musl, *glibc;
} texts[] = {
    {"Filename too long", "File name too long"},
    {"I/O error", "Input/output error"},
    {"No file descriptors available", "Too many open files"},
    {"Out of memory", "Cannot allocate memory"},
    {"Symbolic link loop", "Too many levels of symbolic links"},
};

char *
error_texts(char *line)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char *place = strstr(line, texts[i].musl), *next;

		if (!place)
			continue;
		if (asprintf(&next, "%.*s%s%s", (int)(place - line), line,
			     texts[i].glibc, place + strlen(texts[i].musl)) < 0)
			abort();
		free(line);
		line = next;
	}
	return line;
}

static const struct {
	int error;
	const char *text;
} errors[] = {
    {EACCES, "Permission denied"},
    {EBADF, "Bad file descriptor"},
    {EEXIST, "File exists"},
    {EINVAL, "Invalid argument"},
    {EIO, "Input/output error"},
    {EISDIR, "Is a directory"},
    {ELOOP, "Too many levels of symbolic links"},
    {EMFILE, "Too many open files"},
    {ENAMETOOLONG, "File name too long"},
    {ENOENT, "No such file or directory"},
    {ENOEXEC, "Exec format error"},
    {ENOMEM, "Cannot allocate memory"},
    {ENOTCONN, "Transport endpoint is not connected"},
    {ENOTDIR, "Not a directory"},
    {ENOTSOCK, "Socket operation on non-socket"},
    {EPERM, "Operation not permitted"},
};

/* In the place of that of the C library. */
char *
strerror(int error)
{
	static char text[64];

	snprintf(text, sizeof(text), "Error %d", error);
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (errors[i].error == error)
			snprintf(text, sizeof(text), "%s", errors[i].text);
	return text;
}
#endif
