/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/generate_parts.h"

#include <string.h>

/* Bytes that mean something to one of the parsers. */
static const char marks[] = ":[]@/#*?.,% \t\\-+=0x\v\xc3";

/* Changes one byte of TEXT from START on. */
static void
mangle(struct dice *dice, struct sample_text *text, size_t start)
{
	const size_t size = text->size - start;
	char *byte;

	if (size == 0 || text->size + 1 >= SAMPLE_TEXT_SIZE)
		return;
	byte = text->bytes + start + dice_below(dice, (unsigned)size);
	switch (dice_below(dice, 3)) {
	case 0:
		*byte = marks[dice_below(dice, sizeof(marks) - 1)];
		break;
	case 1:
		memmove(byte + 1, byte,
			(size_t)(text->bytes + text->size - byte));
		*byte = marks[dice_below(dice, sizeof(marks) - 1)];
		text->size++;
		break;
	default:
		memmove(byte, byte + 1,
			(size_t)(text->bytes + text->size - byte - 1));
		text->size--;
	}
}

/* Turns some of the case around. */
static void
swap_case(struct dice *dice, struct sample_text *text, size_t start)
{
	for (size_t i = start; i < text->size; i++) {
		const char c = text->bytes[i];

		if (((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) &&
		    dice_one_in(dice, 2))
			text->bytes[i] = (char)(c ^ 0x20);
	}
}

/* Appends WORD with some of its bytes replaced by wildcards. */
static void
add_wildcard(struct dice *dice, const char *word, struct sample_text *text)
{
	const unsigned size = (unsigned)strlen(word);
	const unsigned from = dice_below(dice, size + 1);
	const unsigned to = from + dice_below(dice, size - from + 1);

	switch (dice_below(dice, 6)) {
	case 0:
		text_add_bytes(text, word, from);
		text_add(text, "**");
		break;
	case 1:
		text_add(text, "*");
		text_add(text, word + from);
		break;
	case 2:
		text_add_bytes(text, word, from);
		text_add(text, "?");
		text_add(text, from < size ? word + from + 1 : "");
		break;
	default:
		text_add_bytes(text, word, from);
		text_add(text, "*");
		text_add(text, word + to);
	}
}

/* Appends a pattern of text for WORD: equal, head, tail or wildcard. */
static void
add_text(struct dice *dice, const char *word, struct sample_text *text)
{
	const char *dot = strchr(word, '.');

	switch (dice_below(dice, 8)) {
	case 0:
	case 1:
		if (dot != NULL && dice_one_in(dice, 2) &&
		    strchr(dot + 1, '.') != NULL)
			dot = strchr(dot + 1, '.');
		text_add(text, dot != NULL ? dot : word);
		break;
	case 2:
	case 3:
		if (dot != NULL && dice_one_in(dice, 2) &&
		    strchr(dot + 1, '.') != NULL)
			dot = strchr(dot + 1, '.');
		if (dot != NULL && !dice_one_in(dice, 3))
			text_add_bytes(text, word, (size_t)(dot - word));
		else
			text_add(text, word);
		text_add(text, ".");
		break;
	case 4:
	case 5:
		add_wildcard(dice, word, text);
		break;
	default:
		text_add(text, word);
	}
}

static void
add_odd_host(struct dice *dice, struct sample_text *text)
{
	static const char *const odd[] = {"ALL.",
					  "ALL*",
					  "EXCEPT1",
					  "!ALL",
					  "[x]",
					  "x]",
					  "[x",
					  "][",
					  "a/b",
					  "host.example.com/24",
					  "10/8",
					  "[]",
					  "[*]",
					  "[*",
					  "[]/0",
					  ".",
					  "..",
					  "*",
					  "**",
					  "?",
					  "*.*",
					  "p*",
					  "un*",
					  "?nknown",
					  "*o*",
					  "[192.0.2.10]",
					  "[192.0.2.0]/24",
					  "@trusted",
					  "@",
					  "@everybody",
					  "@trusted@x",
					  "@trusted",
					  "@Trusted",
					  "0.0.0.0/0",
					  "\"ALL\"",
					  "/",
					  "[[::1]]",
					  "[::]/0",
					  "[::ffff:0:0]/96",
					  "::/0",
					  "h\xc3\xa9.",
					  "10.",
					  "unknown.",
					  "#",
					  "#x",
					  "255.255.255.255/32",
					  "ALL\v",
					  "1:2",
					  "[a:b]",
					  "[::1%]",
					  "x#"};

	text_add(text, DICE_PICK(dice, odd));
}

static void
add_list_path(struct scene *scene, struct sample_text *text)
{
	static const char *const names[] = {
	    "addresses", "nets",  "comments", "commas",     "v6",   "bom",
	    "nul",       "empty", "absent",   "directory",  "nest", "deep7",
	    "deep8",     "deep9", "keywords", "file/below", "long"};
	struct dice *dice = &scene->dice;

	text_add(text, scene->directory);
	text_add(text, "/");
	/* a file that names itself ends tcp_wrappers (R4.38) */
	text_add(text, !scene->in_list && dice_one_in(dice, 4)
			   ? GENERATE_LIST
			   : DICE_PICK(dice, names));
}

static void
add_address(struct scene *scene, struct sample_text *text)
{
	struct dice *dice = &scene->dice;
	struct spot spot =
	    dice_one_in(dice, 5) ? spot_near(dice, &scene->spot) : scene->spot;
	struct sample_text plain = {.size = 0};

	if (dice_one_in(dice, 16))
		spot = spot_random(dice);
	switch (dice_below(dice, 5)) {
	case 0:
		spot_spell_client(dice, &spot, &plain);
		plain.bytes[plain.size] = '\0';
		add_text(dice, plain.bytes, text);
		break;
	case 1:
	case 2:
		spot_spell_exact(dice, &spot, text);
		break;
	default:
		spot_spell_net(dice, &spot, text);
	}
}

void
token_host(struct scene *scene, struct sample_text *text)
{
	static const char *const words[] = {"ALL",     "ALL",      "KNOWN",
					    "UNKNOWN", "PARANOID", "LOCAL"};
	struct dice *dice = &scene->dice;
	const size_t start = text->size;

	switch (dice_below(dice, 16)) {
	case 0:
	case 1:
	case 2:
		text_add(text, DICE_PICK(dice, words));
		break;
	case 3:
		add_odd_host(dice, text);
		break;
	case 4:
		add_list_path(scene, text);
		break;
	case 5:
	case 6:
	case 7:
	case 8:
		add_text(dice, scene->name, text);
		break;
	default:
		add_address(scene, text);
	}
	if (dice_one_in(dice, 12))
		swap_case(dice, text, start);
	if (dice_one_in(dice, 24))
		mangle(dice, text, start);
}

/* Appends a user or daemon pattern for WORD. */
static void
add_person(struct dice *dice, const char *word, struct sample_text *text)
{
	static const char *const words[] = {"ALL",     "ALL",      "KNOWN", "*",
					    "UNKNOWN", "PARANOID", "LOCAL"};

	if (dice_one_in(dice, 3))
		text_add(text, DICE_PICK(dice, words));
	else
		add_text(dice, word, text);
}

void
token_client(struct scene *scene, struct sample_text *text)
{
	if (dice_one_in(&scene->dice, 6)) {
		add_person(&scene->dice, scene->user, text);
		text_add(text, "@");
	}
	token_host(scene, text);
}

void
token_daemon(struct scene *scene, struct sample_text *text)
{
	static const char *const odd[] = {
	    "22",          "022",          "+22",   "65536", "4294967318",
	    "-4294967274", "[sshd]",       "[::1]", "\v22",  "2?",
	    "ftpd",        "in.ftpd",      "#",     "ssh?",  "[",
	    "]",           "192.0.2.0/24", "@sshd", "sshd@"};
	struct dice *dice = &scene->dice;
	const size_t start = text->size;

	if (dice_one_in(dice, 16))
		text_add(text, DICE_PICK(dice, odd));
	else if (dice_one_in(dice, 2))
		text_add(text, "ALL");
	else
		add_person(dice, scene->daemon, text);
	if (dice_one_in(dice, 8)) {
		text_add(text, "@");
		token_host(scene, text);
	}
	if (dice_one_in(dice, 24))
		swap_case(dice, text, start);
	if (dice_one_in(dice, 60))
		mangle(dice, text, start);
}
