/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/skim/write.h"

#include <arpa/inet.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

const char *const sample_names[SAMPLE_FILES] = {"hosts.allow", "hosts.deny",
						"list0", "list1", "list2"};

/* A byte of one, two or three digits. */
static unsigned char
some_byte(struct dice *dice)
{
	static const unsigned char often[] = {0,   1,   9,   10,  99, 100,
					      127, 128, 192, 200, 255};

	if (dice_one_in(dice, 4))
		return DICE_PICK(dice, often);
	return dice_byte(dice);
}

static struct spot
some_spot(struct dice *dice, bool v6)
{
	struct spot spot = {.v6 = v6};

	if (v6 && dice_one_in(dice, 4))
		inet_pton(AF_INET6,
			  dice_one_in(dice, 2) ? "2001:db8::1" : "::1",
			  spot.bytes);
	else if (!v6)
		for (unsigned i = 0; i < 4; i++)
			spot.bytes[i] = some_byte(dice);
	else
		for (unsigned i = 0; i < 16; i += 2) {
			const unsigned kind = dice_below(dice, 4);

			spot.bytes[i] = kind == 0 ? some_byte(dice) : 0;
			spot.bytes[i + 1] = kind <= 1 ? some_byte(dice) : 0;
		}
	return spot;
}

/* Writes the address of CLIENT as daemons give it. */
static void
give_address(struct writer *writer, struct client *client)
{
	static const char *const none[] = {"unknown", "junk", "1.2.3", ""};
	static const char *const zones[] = {"%eth0", "%1", "%lo", "%"};
	struct dice *dice = &writer->dice;
	struct text text = {NULL, 0, 0};

	writer->text = &text;
	if (dice_one_in(dice, 24))
		text_word(&text, DICE_PICK(dice, none));
	else if (dice_one_in(dice, 10))
		text_word(&text, "");
	else if (client->spot.v6)
		spell_v6(writer, &client->spot, 4);
	else if (dice_one_in(dice, 4))
		spell_mapped(writer, &client->spot);
	else
		spell_quad(writer, &client->spot, 100);
	if (client->spot.v6 && dice_one_in(dice, 3))
		text_word(&text, DICE_PICK(dice, zones));
	text_byte(&text, '\0');
	snprintf(client->address, sizeof(client->address), "%s", text.bytes);
	text_free(&text);
}

static void
make_client(struct writer *writer, struct client *client)
{
	static const char *const names[] = {"host.example.com",
					    "host.example.com",
					    "unknown",
					    "paranoid",
					    "other",
					    "no_name!"};
	struct dice *dice = &writer->dice;

	give_address(writer, client);
	client->name[0] = '\0';
	if (!client->address[0] || dice_one_in(dice, 3))
		snprintf(client->name, sizeof(client->name), "%s",
			 DICE_PICK(dice, names));
	client->claimed = dice_one_in(dice, 2);
	client->nodns = dice_one_in(dice, 3);
	client->reverse = (enum answer)dice_below(dice, 3);
	client->forward = (enum answer)dice_below(dice, 3);
	if (dice_one_in(dice, 2))
		client->forward = ANSWER_FOUND;
	client->confirmed = !dice_one_in(dice, 3);
	client->server = dice_one_in(dice, 2);
}

static void
make_clients(struct writer *writer, struct sample *sample)
{
	struct dice *dice = &writer->dice;
	const struct spot v4 = some_spot(dice, false);
	const struct spot v6 = some_spot(dice, true);
	const unsigned size = 1 + dice_below(dice, 40);
	struct text daemon = {NULL, 0, 0};

	for (unsigned i = 0; i < SAMPLE_CLIENTS; i++)
		sample->clients[i].spot = i % 3 == 2 ? v6 : v4;
	for (unsigned i = 3; i < SAMPLE_CLIENTS; i++)
		sample->clients[i].spot =
		    spot_of(writer, i % 3 == 2, dice_one_in(dice, 4));
	writer->text = &daemon;
	if (dice_one_in(dice, 2))
		text_word(&daemon, "sshd");
	else
		name_write(writer, size);
	text_byte(&daemon, '\0');
	for (unsigned i = 0; i < SAMPLE_CLIENTS; i++) {
		struct client *client = &sample->clients[i];

		snprintf(client->daemon, sizeof(client->daemon), "%s",
			 dice_one_in(dice, 8) ? "vsftpd" : daemon.bytes);
		make_client(writer, client);
	}
	text_free(&daemon);
}

static void
make_files(struct writer *writer, struct sample *sample)
{
	for (unsigned i = 0; i < SAMPLE_FILES; i++) {
		sample->files[i].size = 0;
		sample->absent[i] = dice_one_in(&writer->dice, 20);
		writer->text = &sample->files[i];
		writer->list = i >= SAMPLE_FIRST_LIST;
		if (i != SAMPLE_ALLOW || dice_one_in(&writer->dice, 3))
			file_write(writer);
	}
}

void
sample_make(struct sample *sample, uint64_t seed, const char *folder)
{
	struct writer writer = {
	    .dice = {seed}, .sample = sample, .folder = folder};
	struct dice *dice = &writer.dice;

	sample->strict = dice_one_in(dice, 4);
	sample->noexec = dice_one_in(dice, 8);
	sample->effects = dice_one_in(dice, 2);
	sample->block = SIZE_MAX;
	if (dice_one_in(dice, 4))
		sample->block = 16 + dice_below(dice, 2000);
	make_clients(&writer, sample);
	make_files(&writer, sample);
}

void
sample_free(struct sample *sample)
{
	for (unsigned i = 0; i < SAMPLE_FILES; i++)
		text_free(&sample->files[i]);
}
