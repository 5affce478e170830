/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Match blocks of sshd_config(5).  Several that match add to each other, so
 * each user and address has one block at most: users are divided into those
 * that the rules tell apart, and for each of these parts the addresses.
 *
 * No block asks for a group: whoever is in no group that has a name, as where a
 * directory is away, would be in no block.  AllowGroups refuses then.
 */
#include "hostsaccess/convert/accounts.h"
#include "hostsaccess/convert/sshd_part.h"
#include "hostsaccess/convert/to.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdlib.h>
#include <string.h>

/* So many nets stand in a block at most. */
#define NETS_MAX 64
/* Before 10.1 sshd resets all connections if there is more to read. */
#define SIZE_MAX_SSHD 200000

static const char *
user_fault(const struct term *term, bool grants)
{
	const char *fault = to_name_fault(term->text);

	(void)grants;
	if (term->kind == TERM_USERS)
		return "a pattern of users";
	if (!fault && term->kind == TERM_GROUP)
		return accounts_sshd_group_fault(term->text);
	return fault;
}

/*
 * Whom sshd refuses: everybody, or whoever is in none of ALLOW, if that is not
 * empty, or in one of DENY.  Both are bits of groups.
 */
struct verdict {
	bool everybody;
	unsigned allow, deny;
};

/* Blocks while they are written. */
struct blocks {
	FILE *stream;
	const struct sshd_part *part;
	const char *refusal; /* of everybody */
	struct verdict verdict;
	size_t nets; /* in the block that is open */
	bool unsaid; /* there is a verdict that sshd cannot say */
};

static void
begin_block(const struct blocks *blocks)
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
write_groups(const struct blocks *blocks, const char *keyword, unsigned groups)
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
end_block(struct blocks *blocks)
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

static void
write_net(void *context, enum ha_family family, const uint8_t bytes[16],
	  unsigned length)
{
	struct blocks *blocks = context;
	char text[NET_TEXT_MAX];

	net_text(family, bytes, length, text);
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
	struct blocks *blocks = context;
	char text[NET_TEXT_MAX];

	net_text(family, bytes, length, text);
	fprintf(blocks->stream, ",!%s", text);
}

/* Writes one block for all but the addresses of OTHERS. */
static void
write_all_but(struct blocks *blocks, const struct ranges *others)
{
	const struct sshd_part *part = blocks->part;

	begin_block(blocks);
	if (others->count > 0) {
		fputs(" Address *", blocks->stream);
		ranges_nets(others, write_exception, blocks);
	} else if (!part->user && part->names->user_count == 0) {
		fputs(" all", blocks->stream);
	}
	end_block(blocks);
}

/* Writes the verdict of BLOCKS for ADDRESSES, in the fewer words. */
static void
write_addresses(struct blocks *blocks, const struct ranges *addresses)
{
	struct ranges all = {0}, others;
	size_t count = 0, other_count = 0;

	ranges_add_all(&all);
	ranges_order(&all);
	ranges_without(&all, addresses, &others);
	ranges_nets(addresses, count_net, &count);
	ranges_nets(&others, count_net, &other_count);
	if (other_count < count && other_count <= NETS_MAX) {
		write_all_but(blocks, &others);
	} else {
		ranges_nets(addresses, write_net, blocks);
		if (blocks->nets > 0)
			end_block(blocks);
	}
	ranges_free(&others);
	ranges_free(&all);
}

/*
 * Addresses for which the rules refuse the same sets of groups: bit N of
 * REFUSED is for whoever is in just the groups whose bits N has.
 */
struct region {
	struct ranges addresses;
	unsigned refused;
};

/* Whether VERDICT refuses just those of REFUSED, of COUNT sets of groups. */
static bool
is_verdict(const struct verdict *verdict, unsigned refused, unsigned count)
{
	for (unsigned set = 0; set < count; set++) {
		bool refuses = (verdict->allow && !(set & verdict->allow)) ||
			       set & verdict->deny;

		if (refuses != (refused >> set & 1))
			return false;
	}
	return true;
}

/* Finds the verdict for REGION; false if sshd cannot say it. */
static bool
find_verdict(const struct region *region, unsigned count,
	     struct verdict *verdict)
{
	*verdict =
	    (struct verdict){.everybody = region->refused == (1u << count) - 1};
	if (verdict->everybody)
		return true;
	for (; verdict->allow < count; verdict->allow++)
		for (verdict->deny = 0; verdict->deny < count; verdict->deny++)
			if (is_verdict(verdict, region->refused, count))
				return true;
	return false;
}

/* Divides COUNT regions by what is REFUSED to SET; returns the new count. */
static size_t
divide(struct region **regions, size_t count, const struct ranges *refused,
       unsigned set)
{
	size_t made = count;

	for (size_t i = 0; i < count; i++) {
		struct region *region = &(*regions)[i], other = *region;

		ranges_common(&region->addresses, refused, &other.addresses);
		other.refused |= 1u << set;
		if (other.addresses.count == 0)
			continue;
		{
			struct ranges rest;

			ranges_without(&region->addresses, refused, &rest);
			ranges_free(&region->addresses);
			region->addresses = rest;
		}
		*regions = memory_grow(*regions, made, sizeof(**regions));
		(*regions)[made++] = other;
	}
	return made;
}

/* Writes what MODEL refuses to the users of PART, whatever their groups. */
static void
write_part(struct blocks *blocks, struct sshd_part *part,
	   const struct rules_model *model)
{
	unsigned sets = 1u << part->names->group_count;
	struct region *regions = memory_grow(NULL, 0, sizeof(*regions));
	size_t count = 1;

	regions[0] = (struct region){.refused = 0};
	ranges_add_all(&regions[0].addresses);
	ranges_order(&regions[0].addresses);
	for (part->groups = 0; part->groups < sets; part->groups++) {
		struct ranges refused;

		to_refused(model, sshd_part_is_meant, part, &refused);
		count = divide(&regions, count, &refused, part->groups);
		ranges_free(&refused);
	}
	for (size_t i = 0; i < count; i++) {
		if (regions[i].addresses.count == 0)
			continue;
		if (!find_verdict(&regions[i], sets, &blocks->verdict))
			blocks->unsaid = true;
		else if (regions[i].refused != 0)
			write_addresses(blocks, &regions[i].addresses);
		ranges_free(&regions[i].addresses);
	}
	free(regions);
}

/* Returns whether sshd can say it. */
static bool
write_blocks(const struct conversion *conversion,
	     const struct sshd_names *names, FILE *stream)
{
	bool drops = conversion->arguments->given & ARGUMENT_REFUSE_CONNECTION;
	struct sshd_part part = {.names = names};
	struct blocks blocks = {.stream = stream,
				.part = &part,
				.refusal = drops ? "RefuseConnection yes"
						 : "DenyUsers *"};

	for (size_t i = 0; i <= names->user_count; i++) {
		part.user = i < names->user_count ? names->users[i] : NULL;
		write_part(&blocks, &part, &conversion->model);
	}
	fputs("Match all\n", stream);
	return !blocks.unsaid;
}

static int
fail(const char *why)
{
	output_message(stderr, "hostsaccess convert: %s", why);
	return STATUS_USAGE;
}

static int
write_sshd(struct conversion *conversion)
{
	struct sshd_names names;
	char *text = NULL;
	size_t size = 0;
	FILE *stream;
	bool said;

	sshd_names_find(&conversion->model, &names);
	if (names.full)
		return fail("more than 256 users or 4 groups: sshd would need "
			    "too many Match blocks");
	stream = open_memstream(&text, &size);
	if (!stream)
		memory_out();
	to_head(conversion, stream);
	fputs("# For the end of sshd_config.  In place of AllowUsers and its "
	      "like before them.\n",
	      stream);
	said = write_blocks(conversion, &names, stream);
	if (fclose(stream) != 0)
		memory_out();
	if (!said) {
		free(text);
		return fail("sshd cannot say which groups are refused: each "
			    "address has AllowGroups and DenyGroups only");
	}
	if (size > SIZE_MAX_SSHD) {
		free(text);
		return fail("more than 200,000 bytes: of so much, sshd resets "
			    "every connection; --to nft or hosts takes more");
	}
	fwrite(text, 1, size, stdout);
	free(text);
	return 0;
}

const struct format to_sshd = {
    "sshd", {"sshd_config", user_fault, to_addresses_only, NULL}, write_sshd};
