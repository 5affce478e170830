/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_blocks.h"

/* So many nets stand in a block at most. */
#define NETS_MAX 64
/* What has a zone, as text. */
#define ZONED "*%*"

static void
begin_block(const struct sshd_blocks *blocks)
{
	const struct sshd_part *part = blocks->part;
	const struct sshd_names *names = part->names;

	fputs("Match", blocks->stream);
	if (part->user) {
		fprintf(blocks->stream, " User %s", part->user);
	} else if (names->user_count > 0) {
		fputs(" User *", blocks->stream);
		for (size_t i = 0; i < names->user_count; i++)
			fprintf(blocks->stream, ",!%s", names->users[i]);
	}
}

static void
write_groups(const struct sshd_blocks *blocks, const char *keyword,
	     unsigned groups)
{
	const struct sshd_names *names = blocks->part->names;

	if (groups == 0)
		return;
	fprintf(blocks->stream, "\t%s", keyword);
	for (size_t i = 0; i < names->group_count; i++)
		if (groups >> i & 1)
			fprintf(blocks->stream, " %s", names->groups[i]);
	putc('\n', blocks->stream);
}

static void
end_block(struct sshd_blocks *blocks)
{
	putc('\n', blocks->stream);
	if (blocks->verdict.everybody) {
		fprintf(blocks->stream, "\t%s\n", blocks->refusal);
	} else {
		write_groups(blocks, "AllowGroups", blocks->verdict.allow);
		write_groups(blocks, "DenyGroups", blocks->verdict.deny);
	}
	blocks->nets = 0;
}

/* Writes TEXT, of addresses. */
static void
write_text(struct sshd_blocks *blocks, const char *text)
{
	if (blocks->nets == NETS_MAX)
		end_block(blocks);
	if (blocks->nets++ == 0) {
		begin_block(blocks);
		fprintf(blocks->stream, " Address %s", text);
		return;
	}
	fprintf(blocks->stream, ",%s", text);
}

static void
write_net(void *context, enum ha_family family, const uint8_t bytes[16],
	  unsigned length)
{
	char text[NET_TEXT_MAX];

	net_text(family, bytes, length, text);
	write_text(context, text);
}

static void
count_net(void *context, enum ha_family family, const uint8_t bytes[16],
	  unsigned length)
{
	(void)family;
	(void)bytes;
	(void)length;
	*(size_t *)context += 1;
}

static void
write_exception(void *context, enum ha_family family, const uint8_t bytes[16],
		unsigned length)
{
	struct sshd_blocks *blocks = context;
	char text[NET_TEXT_MAX];

	net_text(family, bytes, length, text);
	fprintf(blocks->stream, ",!%s", text);
}

/* Writes one block for all but the addresses of OTHERS. */
static void
write_all_but(struct sshd_blocks *blocks, const struct ranges *others,
	      bool zones)
{
	const struct sshd_part *part = blocks->part;

	begin_block(blocks);
	if (others->count > 0 || !zones) {
		fputs(" Address *", blocks->stream);
		ranges_nets(others, write_exception, blocks);
		if (!zones)
			fputs(",!" ZONED, blocks->stream);
	} else if (!part->user && part->names->user_count == 0) {
		fputs(" all", blocks->stream);
	}
	end_block(blocks);
}

void
sshd_blocks_write(struct sshd_blocks *blocks, const struct ranges *addresses,
		  bool zones)
{
	struct ranges all = {0}, others;
	size_t count = 0, other_count = 0;

	ranges_add_all(&all);
	ranges_order(&all);
	ranges_without(&all, addresses, &others);
	ranges_nets(addresses, count_net, &count);
	ranges_nets(&others, count_net, &other_count);
	if (other_count < count && other_count <= NETS_MAX) {
		write_all_but(blocks, &others, zones);
	} else {
		ranges_nets(addresses, write_net, blocks);
		if (zones)
			write_text(blocks, ZONED);
		if (blocks->nets > 0)
			end_block(blocks);
	}
	ranges_free(&others);
	ranges_free(&all);
}
