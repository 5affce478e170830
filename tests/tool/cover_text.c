/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/tool/cover_text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const daemons[] = {"sshd",
				      "sshd",
				      "SSHD",
				      "vsftpd",
				      "ftpd",
				      "ALL",
				      "*",
				      "ss*",
				      "sshd@10.*",
				      "22",
				      "KNOWN",
				      "sshd@192.0.2.9",
				      "sshd@192.0.2.10/24",
				      "sshd@192.0.2.9/24",
				      ".d",
				      "ss."};

/* Everybody, and what means addresses only. */
static const char *const nets[] = {
    "ALL",
    "all",
    "*",
    "**",
    "10.",
    "10.0.0.0/8",
    "10.0.0.0/9",
    "10.1.",
    "10.1.2.",
    "10.1.2.3",
    "10.1.2.4",
    "10.1.2.3.",
    "10",
    "010.",
    "10.*",
    "10.1.*.*",
    "10.1.2.*.*",
    "1?.*",
    "10.1.2.0/24",
    "10.1.2.3/24",
    "10.1.2.4/8",
    "10.1.9.9/255.255.0.0",
    "10.1.2.3/255.0.255.0",
    "10.1.2.9/31",
    "[::ffff:10.1.2.3]/112",
    "10.1.2.3/0",
    "10.1.2.0/255.0.255.0",
    "10.0.2.0/255.0.255.0",
    "10.1.2.3/255.255.255.255",
    "0.0.0.0/0",
    "10.1.2.3/99",
    "[::ffff:10.1.0.0]/112",
    "[::ffff:10.1.2.3]",
    "::ffff:10.1.2.3",
    "::/0",
    "[::ffff:0:0]/90",
    "[2001:db8::]/32",
    "[2001:db8::/33]",
    "2001:db8::1",
    "[2001:DB8:0::1]",
    "[fe80::]/10",
    "fe80::1",
    "fe80::1%eth0",
    "[fe80::%eth0]/10",
    "[x]",
};

static const char *const others[] = {
    ".example.org",
    ".EXAMPLE.org",
    ".a.example.org",
    "a.example.org",
    "host.a.example.org",
    "HOST.a.example.org",
    "host.a.example.org.",
    "example.org",
    "*.example.org",
    "host",
    "LOCAL",
    "KNOWN",
    "UNKNOWN",
    "PARANOID",
    "@group",
    "@GROUP",
    "root@10.",
    "root@10.1.2.3",
    "root@10.1.2.4/24",
    "root@10.1.2.3/24",
    "ROOT@ALL",
    "bob@10.1.",
    "ALL@10.1.",
    "*@10.1.2.3",
    "KNOWN@10.",
    "root@.example.org",
    "bob@host.a.example.org",
    "root@@group",
    "root@",
    NULL, /* the list file */
};

static const char *const options[] = {"",
				      "",
				      "",
				      "",
				      ": deny",
				      ": deny",
				      ": allow",
				      ": nice",
				      ": severity info",
				      ": spawn x",
				      ": twist x",
				      ": bogus",
				      ": aclexec x",
				      ": aclexec x: deny"};

/* Tokens to choose from; NULL is the list file. */
struct tokens {
	const char *const *tokens;
	size_t count;
};

/* Appends a list to LINE, of tokens of A, or of A and B. */
static void
add_list(struct dice *dice, const struct tokens *a, const struct tokens *b,
	 const char *list, char line[TEXT_LINE_SIZE])
{
	bool mix = b && dice_one_in(dice, 2);

	do {
		bool second = mix && !dice_one_in(dice, 3);
		const struct tokens *from = second ? b : a;
		const char *token =
		    from->tokens[dice_below(dice, (unsigned)from->count)];

		strcat(line, token ? token : list);
		strcat(line, " ");
		if (dice_one_in(dice, 5))
			strcat(line, "EXCEPT ");
	} while (strlen(line) < TEXT_LINE_SIZE / 2 && dice_one_in(dice, 3));
}

void
text_make(struct dice *dice, const char *list, struct text *text)
{
	static const struct tokens of_daemons = {daemons, COUNT(daemons)};
	static const struct tokens of_nets = {nets, COUNT(nets)};
	static const struct tokens of_others = {others, COUNT(others)};

	text->count = 1 + dice_below(dice, TEXT_LINES_MAX);
	for (size_t i = 0; i < text->count; i++) {
		char *line = text->lines[i];

		line[0] = '\0';
		if (i > 0 && dice_one_in(dice, 6)) {
			unsigned other = dice_below(dice, (unsigned)i);

			memcpy(line, text->lines[other], TEXT_LINE_SIZE);
			continue;
		}
		add_list(dice, &of_daemons, NULL, list, line);
		strcat(line, ": ");
		add_list(dice, &of_nets, &of_others, list, line);
		if (dice_one_in(dice, 3))
			strcat(line, DICE_PICK(dice, options));
	}
}
