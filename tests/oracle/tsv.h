/* SPDX-License-Identifier: BSD-3-Clause */
/* Tables of lines with tab-separated columns.  Errors end the program. */
#ifndef ORACLE_TSV_H
#define ORACLE_TSV_H

#include <stdbool.h>
#include <stdio.h>

struct tsv {
	const char *path;
	unsigned long number; /* of the line */
	char *line;           /* without its newline */
	size_t room;
	FILE *file;
};

/* Opens the table at PATH, which must outlive it. */
void tsv_open(struct tsv *tsv, const char *path);

/* Reads the next line; returns false at the end, when all is freed. */
bool tsv_next(struct tsv *tsv);

/* Cuts TEXT, of the line, into exactly COUNT columns. */
void tsv_cut(const struct tsv *tsv, char *text, char **columns, int count);

/* Ends the program: FAULT is in this line. */
_Noreturn void tsv_bad(const struct tsv *tsv, const char *fault);

#endif
