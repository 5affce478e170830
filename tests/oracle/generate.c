/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/generate_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONG_LABEL \
	"sixty-bytes-are-nearly-as-long-as-a-label-of-a-name-may-be-x"
/* longer than tcp_wrappers keeps (R1.24) */
#define LONG_NAME LONG_LABEL "." LONG_LABEL ".example.com"

static const char *const daemons[] = {
    "sshd",    "sshd",        "sshd",
    "ftpd",    "in.ftpd",     "SSHD",
    "22",      "65536",       "",
    "unknown", "paranoid",    "a@b",
    "[sshd]",  "ssh.d",       "ssh.",
    "::1",     "ssh\xc3\xa9", "::ffff:10.0.0.1",
    "#",       "-22",         "192.0.2.10",
    LONG_NAME};

static const char *const names[] = {"host.example.com",
				    "host.example.com",
				    "box",
				    "Zoe.example.com",
				    "host.example.com.",
				    "host.example.com.evil.net",
				    "192.0.2.evil.net",
				    "www.example.net",
				    "unknown",
				    "paranoid",
				    "",
				    "",
				    "192.0.2.10",
				    "::1",
				    "[x]",
				    "[::1]",
				    "a/b",
				    ".example.com",
				    "evil.2.10",
				    "12345",
				    "h\xc3\xa9.example",
				    "2001:db8::1",
				    "::ffff:192.0.2.10",
				    "Host.Example.COM",
				    "localhost",
				    "10.1.2.3.evil.net",
				    "[x",
				    "host",
				    LONG_NAME};

static const char *const users[] = {"",
				    "",
				    "root",
				    "bob",
				    "bob.smith",
				    "bob.",
				    "unknown",
				    "paranoid",
				    "u@v",
				    "[u]",
				    "a;b",
				    "u[x",
				    "a=b",
				    "::ffff:10.0.0.1",
				    "::1",
				    "ROOT",
				    "\xc3\xb6zer",
				    LONG_NAME,
				    "true"};

void
text_add_bytes(struct sample_text *text, const char *more, size_t size)
{
	if (text->size + size >= SAMPLE_TEXT_SIZE)
		return;
	memcpy(text->bytes + text->size, more, size);
	text->size += size;
}

void
text_add(struct sample_text *text, const char *more)
{
	text_add_bytes(text, more, strlen(more));
}

void
generate_lists(const struct scratch *scratch)
{
	static const struct {
		const char *name;
		const char *text;
		size_t size;
	} lists[] = {
#define LIST(name, text) {name, text, sizeof(text) - 1}
	    LIST("addresses", "192.0.2.10 10.1.2.3\n127.0.0.1"),
	    LIST("nets", "192.0.2.0/24\r\n10.\t.example.com  LOCAL\n"
			 "[2001:db8::]/32\n2001:db8:1::/48\n"),
	    LIST("comments", "# 192.0.2.10 is old\n10.1.2.3 # not 10.0.0.1\n"
			     "#ALL\n198.51.100.8,#127.0.0.1\n"),
	    LIST("commas", "192.0.2.10,10.1.2.3,host.example.com\n"),
	    LIST("v6", "2001:db8::1\n2001:DB8:1:2:0:0:0:10\nfe80::1%1\n::1\n"
		       "::ffff:10.1.2.3 2001:db8:* ::/0x\n"),
	    LIST("bom", "\xef\xbb\xbf"
			"192.0.2.10\n10.1.2.3\n"),
	    LIST("nul", "192.0.2.10\0x\n10.1.2.3\nbox\0\n"),
	    LIST("empty", ""),
	    LIST("keywords", "UNKNOWN PARANOID KNOWN\f"),
#undef LIST
	};
	char text[2 * SCRATCH_PATH_SIZE], name[16];
	char filler[4000];

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		scratch_write(scratch, lists[i].name, lists[i].text,
			      lists[i].size);
	/* deepN: N files, one within the other, and ALL in the last */
	scratch_write(scratch, "deep1", "ALL\n", 4);
	for (int i = 2; i < 10; i++) {
		snprintf(name, sizeof(name), "deep%d", i);
		snprintf(text, sizeof(text), "x %s/deep%d", scratch->path,
			 i - 1);
		scratch_write(scratch, name, text, strlen(text));
	}
	snprintf(text, sizeof(text), "%s/absent %s/addresses\n%s/directory\n",
		 scratch->path, scratch->path, scratch->path);
	scratch_write(scratch, "nest", text, strlen(text));
	memset(filler, 'x', sizeof(filler));
	memcpy(filler + sizeof(filler) - 12, "\n192.0.2.10\n", 12);
	scratch_write(scratch, "long", filler, sizeof(filler));
}

static void
copy(char fact[SAMPLE_FACT_SIZE], const char *text)
{
	const size_t size = strlen(text);

	if (size >= SAMPLE_FACT_SIZE)
		abort();
	memcpy(fact, text, size + 1);
}

/* Sets ADDRESS to one like that of SCENE, or not so like. */
static void
make_address(struct scene *scene, char address[SAMPLE_FACT_SIZE])
{
	static const char *const addresses[] = {
	    "",        "unknown", "paranoid", "host.example.com",
	    "UNKNOWN", "[::1]",   "192.0.2",  LONG_NAME,
	    "box"};
	struct dice *dice = &scene->dice;
	struct sample_text text = {.size = 0};
	struct spot spot =
	    dice_one_in(dice, 4) ? spot_near(dice, &scene->spot) : scene->spot;

	if (dice_one_in(dice, 16))
		spot = spot_random(dice);
	if (dice_one_in(dice, 12)) {
		copy(address, DICE_PICK(dice, addresses));
		return;
	}
	spot_spell_client(dice, &spot, &text);
	text.bytes[text.size] = '\0';
	copy(address, text.bytes);
}

/* Makes a client like that of SCENE, or not so like. */
static void
make_client(struct scene *scene, struct sample_client *client)
{
	static const unsigned ports[] = {0, 22, 65535};
	struct dice *dice = &scene->dice;

	copy(client->daemon,
	     dice_one_in(dice, 8) ? DICE_PICK(dice, daemons) : scene->daemon);
	copy(client->name,
	     dice_one_in(dice, 4) ? DICE_PICK(dice, names) : scene->name);
	copy(client->user,
	     dice_one_in(dice, 3) ? DICE_PICK(dice, users) : scene->user);
	make_address(scene, client->address);
	client->server_name[0] = client->server_address[0] = '\0';
	client->server_port = DICE_PICK(dice, ports);
	if (dice_one_in(dice, 4))
		return;
	copy(client->server_name,
	     dice_one_in(dice, 4) ? DICE_PICK(dice, names) : scene->name);
	make_address(scene, client->server_address);
}

static enum model_kind
make_kind(struct dice *dice)
{
	static const enum model_kind kinds[] = {MODEL_ABSENT, MODEL_DIRECTORY,
						MODEL_UNOPENABLE};

	return dice_one_in(dice, 24) ? DICE_PICK(dice, kinds) : MODEL_TEXT;
}

void
generate_sample(uint64_t seed, const struct scratch *scratch,
		struct sample *sample)
{
	static const char *const last_rules[] = {"\nALL: ALL\n", "\nALL: ALL\n",
						 "\nALL: ALL: severity info\n"};
	struct scene scene = {.dice = {seed}, .directory = scratch->path};
	struct dice *dice = &scene.dice;

	dice_bits(dice);
	scene.spot = spot_random(dice);
	scene.daemon = DICE_PICK(dice, daemons);
	scene.name = DICE_PICK(dice, names);
	scene.user = DICE_PICK(dice, users);
	sample->allow_kind = make_kind(dice);
	sample->deny_kind = make_kind(dice);
	sample->allow.size = sample->deny.size = sample->list.size = 0;
	file_rules(&scene, &sample->allow);
	file_rules(&scene, &sample->deny);
	/* so that it matters what the other file allows */
	if (dice_one_in(dice, 2))
		text_add(&sample->deny, DICE_PICK(dice, last_rules));
	scene.in_list = true;
	file_list(&scene, &sample->list);
	for (int i = 0; i < SAMPLE_CLIENTS; i++)
		make_client(&scene, &sample->clients[i]);
}
