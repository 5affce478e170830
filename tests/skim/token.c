/* SPDX-License-Identifier: BSD-3-Clause */
/* Words: the tokens of client lists, and the lists of daemons. */
#include "tests/skim/write.h"

void
name_write(struct writer *writer, unsigned size)
{
	static const char letters[] = "abcdefabcdefghijklmnopqrstuvwxyz0123-_";

	for (unsigned i = 0; i < size; i++)
		text_byte(
		    writer->text,
		    letters[dice_below(&writer->dice, sizeof(letters) - 1)]);
}

static void
host_write(struct writer *writer)
{
	static const char *const hosts[] = {"host.example.com",
					    ".example.com",
					    ".com",
					    "host.example.com.",
					    "host.",
					    "*.example.com",
					    "h??t.example.com",
					    "mail.example.org",
					    "unknown",
					    "abc.def",
					    "dead.beef",
					    "fe80",
					    "cafe",
					    "a.b.c.d",
					    "1.2.3.4.example.net",
					    "x-1-2-3-4.dip.example",
					    "HOST.EXAMPLE.COM",
					    "localhost"};

	if (dice_one_in(&writer->dice, 2)) {
		PICK(writer, hosts);
		return;
	}
	name_write(writer, 1 + dice_below(&writer->dice, 20));
	if (!dice_one_in(&writer->dice, 4))
		text_word(writer->text, ".example.com");
}

static void
keyword_write(struct writer *writer)
{
	static const char *const words[] = {
	    "ALL",    "LOCAL", "KNOWN", "UNKNOWN", "PARANOID", "EXCEPT",
	    "all",    "All",   "ALLx",  "unknown", "except",   "ALL:",
	    "KNOWN,", "A",     "E",     "EXCEPT",  "FAIL"};

	PICK(writer, words);
}

/* Writes bytes as they come. */
static void
junk_write(struct writer *writer)
{
	static const char bytes[] =
	    "0123456789abcdefABCDEFxyz....::::////[]%@*?,;#-+\\!\"&\t\v\f\r\x01"
	    "\x7f\x80\xff";
	const unsigned size = 1 + dice_below(&writer->dice, 24);

	for (unsigned i = 0; i < size; i++)
		text_byte(writer->text, DICE_PICK(&writer->dice, bytes));
}

/* Writes the path of a list file; now and then one that is none. */
static void
path_write(struct writer *writer)
{
	static const char *const odd[] = {"/nowhere", "/", "/dev/null",
					  "./list0", "//"};
	const unsigned list = dice_below(&writer->dice, SAMPLE_LISTS);

	if (dice_one_in(&writer->dice, 8))
		PICK(writer, odd);
	else
		text_format(writer->text, "%s/%s", writer->folder,
			    sample_names[SAMPLE_FIRST_LIST + list]);
}

static void
other_write(struct writer *writer, bool far)
{
	static const char *const words[] = {
	    "country=DE", "dnsbl=bl.example.org",
	    "u@asn=1",    "asn=x",
	    "@trusted",   "@",
	    "12345",      "0",
	    "1",          "!10.0.0.1",
	    "-",          "...",
	    ".",          "*",
	    "?",          "a",
	    "f",          "#",
	    "#why",       ";",
	    "x:y",        "deny",
	    "allow",      "::",
	    ":"};
	static const char *const users[] = {"root@", "ALL@", "u@v@", "@",
					    "KNOWN@"};

	switch (dice_below(&writer->dice, 3)) {
	case 0:
		PICK(writer, words);
		break;
	case 1:
		PICK(writer, users);
		token_write(writer, dice_below(&writer->dice, 10), far);
		break;
	default:
		path_write(writer);
	}
}

void
token_write(struct writer *writer, unsigned kind, bool far)
{
	struct dice *dice = &writer->dice;
	const struct spot v4 = spot_of(writer, false, far);
	const struct spot v6 = spot_of(writer, true, far);

	switch (kind) {
	case 0:
	case 1:
		spell_quad(writer, &v4, 20);
		break;
	case 2:
	case 3:
		net_write(writer, v4);
		break;
	case 4:
		mask_write(writer, v4);
		break;
	case 5:
		part_write(writer, &v4);
		break;
	case 6:
		wildcard_write(writer, dice_one_in(dice, 3) ? &v6 : &v4);
		break;
	case 7:
	case 8:
	case 9:
	case 10:
		v6_write(writer, v6, false, kind >= 9, kind % 2 == 0);
		break;
	case 11:
	case 12:
		v6_write(writer, v4, true, dice_one_in(dice, 2), kind == 11);
		break;
	case 13:
	case 14:
		host_write(writer);
		break;
	case 15:
		keyword_write(writer);
		break;
	case 16:
		junk_write(writer);
		break;
	default:
		other_write(writer, far);
	}
}

void
spoil(struct writer *writer, size_t start)
{
	static const char bytes[] =
	    "0123456789abcdefABCDEFxgZ   ...:::///[]%@*?,;#-+\\!\t\v\f\r\n\0"
	    "\x80\xff";
	struct dice *dice = &writer->dice;

	do {
		const size_t size = writer->text->size - start;
		const size_t at = start + dice_below(dice, (unsigned)size + 1);
		const char byte = bytes[dice_below(dice, sizeof(bytes) - 1)];
		const unsigned gone = dice_below(dice, 3);

		text_replace(writer->text, at,
			     gone < start + size - at ? gone
						      : start + size - at,
			     &byte, dice_below(dice, 4) > 0);
	} while (dice_one_in(dice, 3));
}

static void
daemon_write(struct writer *writer)
{
	static const char *const words[] = {
	    "ALL",    "sshd", "vsftpd", "s*",    "?shd",     "SSHD",
	    "EXCEPT", "22",   "ss",     "sshd.", "[sshd]",   "/etc/x",
	    "@",      "#",    "sshdx",  "KNOWN", "\"sshd\"", "a:b",
	    ".ss",    "a.b",  "sshd_",  "-",     "#a"};
	struct dice *dice = &writer->dice;
	const struct client *client =
	    &writer->sample->clients[dice_below(dice, SAMPLE_CLIENTS)];

	switch (dice_below(dice, 8)) {
	case 0:
		PICK(writer, words);
		break;
	case 1:
		name_write(writer, 1 + dice_below(dice, 40));
		break;
	case 2:
		text_word(writer->text, "ALL");
		break;
	default:
		text_word(writer->text, client->daemon);
	}
	if (dice_one_in(dice, 24)) {
		text_byte(writer->text, '@');
		token_write(writer, dice_below(dice, TOKEN_KINDS), false);
	}
}

/* Writes blanks: up to FEW, or many. */
static void
blanks_write(struct writer *writer, unsigned few)
{
	const char blank = dice_one_in(&writer->dice, 4) ? '\t' : ' ';
	const unsigned most = dice_one_in(&writer->dice, 4) ? 70 : few;

	text_fill(writer->text, blank, dice_below(&writer->dice, most + 1));
}

void
head_write(struct writer *writer)
{
	static const char *const between[] = {" ",  ",",  ", ", "\t",  "  ",
					      ",,", "\r", "\f", "\\\n"};
	struct dice *dice = &writer->dice;
	const unsigned kind = dice_below(dice, 4);

	if (kind < 2) {
		text_word(writer->text,
			  kind ? "ALL" : writer->sample->clients->daemon);
		text_word(writer->text, dice_one_in(dice, 3) ? ":" : ": ");
		return;
	}
	if (dice_one_in(dice, 10))
		text_fill(writer->text, ' ', 1 + dice_below(dice, 3));
	daemon_write(writer);
	while (dice_one_in(dice, 4)) {
		PICK(writer, between);
		daemon_write(writer);
	}
	if (dice_one_in(dice, 5))
		blanks_write(writer, 2);
	text_byte(writer->text, ':');
	if (dice_one_in(dice, 4))
		blanks_write(writer, 3);
	else
		text_byte(writer->text, ' ');
}
