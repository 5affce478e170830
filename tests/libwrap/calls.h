/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The differential test of libwrap's functions: what its parts share.
 *
 * Each result is one line, "SECTION: ROW = TEXT", and what was logged meanwhile
 * another, "SECTION: ROW: log = FACILITY.LEVEL TEXT; ...".  So the output for
 * one library can be compared with that for another, row by row.
 */
#ifndef CALLS_H
#define CALLS_H

#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <tcpd.h>

/* What the header does not declare. */
extern jmp_buf tcpd_buf;
unsigned long cidr_mask_addr(char *text);
char *percent_m(char *result, char *text);
void fix_options(struct request_info *request);

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Seen by this process and its children. */
struct shared {
	char log[8192];
	unsigned slept;  /* seconds that sleep(3) was to take */
	char query[512]; /* what the ident server was asked */
};
extern struct shared *shared;

/* What is printed before each row. */
extern const char *section;

/* Prints a row, with NAME made of FORMAT up to " = ", and its log. */
__attribute__((format(printf, 1, 2))) void row(const char *format, ...);

/* Writes TEXT to RESULT as a C string would be written; returns RESULT. */
char *quote(char *result, size_t size, const char *text);

/*
 * Runs WORK in a child process, and prints the row NAME that tells how it
 * ended: exit 100 if WORK returned.  It is killed after SECONDS.
 */
void in_child(const char *name, int seconds, void (*work)(const void *),
	      const void *data);

/* Writes a file in the current folder. */
void write_file(const char *path, const char *text);

/* The beginning of a file of the current folder, or "". */
char *read_file(char *result, size_t size, const char *path);

/* What can be read from FD just now. */
char *read_all(char *result, size_t size, int fd);

/* Sets *ADDRESS to TEXT, a number, and PORT; returns its size. */
socklen_t address_of(struct sockaddr_storage *address, const char *text,
		     unsigned port);

/*
 * A connection from the address FROM to TO: ENDS[0] is the server's end.
 * Of datagrams, one waits there.
 */
void connect_pair(int ends[2], int type, const char *from, const char *to);

/* As struct sockaddr_in or struct sockaddr, which tcpd.h wants. */
#ifdef INET6
#define SIN(address) ((struct sockaddr *)(address))
#else
#define SIN(address) ((struct sockaddr_in *)(address))
#endif

/* The sections. */
void call_text(void);
void call_expand(void);
void call_request(void);
void call_socket(void);
void call_names(void);
void call_access(void);
void call_option(void);
void call_twist(void);
void call_end(void);
void call_ident(void);

#endif
