/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * worst KIND MEBIBYTES FOLDER: the rule file FOLDER/hosts.deny, of about so
 * many bytes, that costs as much as possible to read; and FOLDER/list, that
 * some of them name.  Without arguments: the names of the kinds.
 */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB (1024UL * 1024UL)
/* The longest line that is one: a longer one is an error of the file. */
#define LINE_MAX_BYTES (MIB - 64)

/*
 * Lines of HEAD, UNIT again and again, and TAIL; '~' is the list file, '^' a
 * NUL byte.
 */
static const struct kind {
	const char *name;
	const char *head;
	const char *unit;
	unsigned long line; /* size of a line */
	const char *tail;
} kinds[] = {
    {"tokens", "sshd: ", "10.0.0.1,", LINE_MAX_BYTES, ""},
    {"one token", "sshd: ", "x", LINE_MAX_BYTES, ""},
    {"EXCEPTs", "sshd: ", "ALL EXCEPT ALL EXCEPT ", LINE_MAX_BYTES, ""},
    {"EXCEPTs of daemons", "", "ALL EXCEPT ALL EXCEPT ", LINE_MAX_BYTES,
     ": ALL"},
    {"wildcards", "sshd: ", "*a*a*?*a*b ", LINE_MAX_BYTES, ""},
    {"long wildcards", "sshd: ", "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab ",
     LINE_MAX_BYTES, ""},
    {"stars", "sshd: ", "*?", LINE_MAX_BYTES, ""},
    {"continued", "sshd: ", "1\\\n ", LINE_MAX_BYTES, ""},
    {"continued, with faults", "sshd: ", "1/x\\\n ", LINE_MAX_BYTES, ""},
    {"nothing but joints", "sshd: ", "\\\n", LINE_MAX_BYTES, ""},
    {"brackets", "sshd: ", "[", LINE_MAX_BYTES, ""},
    {"pairs of brackets", "sshd: ", "[]", LINE_MAX_BYTES, ""},
    {"open brackets", "sshd: ", "[a ", LINE_MAX_BYTES, ""},
    {"colons", "sshd: a", ":", LINE_MAX_BYTES, ""},
    {"groups", "sshd: 1", ":1", LINE_MAX_BYTES, ""},
    {"groups without end", "", "1:1:1:1:1:1:1:1 ", LINE_MAX_BYTES, ""},
    {"at signs", "sshd: a", "@a", LINE_MAX_BYTES, ""},
    {"users", "sshd: ", "a@b@c ", LINE_MAX_BYTES, ""},
    {"comments in lists", "sshd: a ", "# ", LINE_MAX_BYTES, ""},
    {"slashes", "sshd: a", "/", LINE_MAX_BYTES, ""},
    {"masks", "sshd: ", "10.0.0.0/255.255.255.0 ", LINE_MAX_BYTES, ""},
    {"IPv6 nets", "sshd: ", "2001:db8::/32 ", LINE_MAX_BYTES, ""},
    {"options", "ALL: 10. : allow", " : allow", LINE_MAX_BYTES, ""},
    {"blanks", "", " ", LINE_MAX_BYTES, ""},
    {"NUL bytes", "", "^", LINE_MAX_BYTES, ""},
    {"NUL bytes in a list", "sshd: a", "^", LINE_MAX_BYTES, "b"},
    {"empty lines", "", "\n", MIB, ""},
    {"comments", "", "#\n", MIB, ""},
    {"broken lines", "", "x\n", MIB, ""},
    {"short rules", "", "a:b\n", MIB, ""},
    {"short continued rules", "", "a\\\n:b\n", MIB, ""},
    {"prefixes", "", "sshd: 1.\n", MIB, ""},
    {"almost the client", "", "sshd: 192.0.2.101\n", MIB, ""},
    {"other daemons", "", "a: 10.0.0.1\nb: 10.0.0.1\n", MIB, ""},
    {"one list in each line", "", "sshd: ~\n", MIB, ""},
    {"lists in a line", "sshd:", " ~", LINE_MAX_BYTES, ""},
};

static void
write_text(FILE *file, const char *text, const char *list)
{
	for (; *text != '\0'; text++)
		if (*text == '~')
			fputs(list, file);
		else
			fputc(*text == '^' ? '\0' : *text, file);
}

static FILE *
create(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		err(2, "%s", path);
	return file;
}

static void
finish(FILE *file, const char *path)
{
	if (ferror(file) || fclose(file))
		err(2, "%s", path);
}

static void
write_rules(const struct kind *kind, unsigned long size, const char *path,
	    const char *list)
{
	FILE *file = create(path);
	unsigned long left = size;

	while (left > 0) {
		long start = ftell(file), used = 0;

		write_text(file, kind->head, list);
		do {
			write_text(file, kind->unit, list);
			used = ftell(file) - start;
		} while ((unsigned long)used + PATH_MAX < kind->line &&
			 (unsigned long)used < left);
		write_text(file, kind->tail, list);
		fputc('\n', file);
		left -= left < (unsigned long)used ? left : (unsigned long)used;
	}
	finish(file, path);
}

/* As many addresses as rules, one a line. */
static void
write_list(unsigned long size, const char *path)
{
	FILE *file = create(path);

	for (unsigned long i = 0; i < size / 16; i++)
		fputs("10.100.100.100\n", file);
	finish(file, path);
}

int
main(int count, char **words)
{
	const struct kind *end = kinds + sizeof(kinds) / sizeof(*kinds);
	const struct kind *kind = kinds;
	char rules[PATH_MAX], list[PATH_MAX];
	unsigned long size;

	if (count == 1) {
		for (; kind < end; kind++)
			puts(kind->name);
		return 0;
	}
	if (count != 4)
		errx(2, "usage: worst [KIND MEBIBYTES FOLDER]");
	while (kind < end && strcmp(kind->name, words[1]) != 0)
		kind++;
	if (kind == end)
		errx(2, "no such kind: %s", words[1]);
	size = strtoul(words[2], NULL, 10) * MIB;
	snprintf(rules, sizeof(rules), "%s/hosts.deny", words[3]);
	snprintf(list, sizeof(list), "%s/list", words[3]);
	write_rules(kind, size, rules, list);
	write_list(size, list);
	return 0;
}
