/* SPDX-License-Identifier: BSD-3-Clause */
/* What `hostsaccess explain --batch` answers about a client. */
#ifndef ANSWER_H
#define ANSWER_H

/* Enough for what is shown of a long path, escaped. */
#define PLACE_SIZE 4096

/* What one of them said: allow or refuse, and FILE:LINE, FILE or "default". */
struct answer {
	char verdict[16];
	char place[PLACE_SIZE];
};

/* Read LINE as batch writes it, without and with --json; exit if it is none. */
void answer_of_text(char *line, struct answer *answer);
void answer_of_json(char *line, struct answer *answer);

#endif
