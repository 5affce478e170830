/* SPDX-License-Identifier: BSD-3-Clause */
/* Random rule files, whose lines often cover each other. */
#ifndef COVER_TEXT_H
#define COVER_TEXT_H

#include "tests/oracle/dice.h"

#define TEXT_LINES_MAX 6
#define TEXT_LINE_SIZE 256

struct text {
	char lines[TEXT_LINES_MAX][TEXT_LINE_SIZE];
	size_t count;
};

/* Makes *TEXT from DICE alone; some lines name the list file LIST. */
void text_make(struct dice *dice, const char *list, struct text *text);

#endif
