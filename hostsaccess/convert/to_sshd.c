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
#include "hostsaccess/convert/sshd_blocks.h"
#include "hostsaccess/convert/to.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdlib.h>
#include <string.h>

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
 * Addresses for which the rules refuse the same sets of groups: bit N of
 * REFUSED is for whoever is in just the groups whose bits N has.
 */
struct region {
	struct ranges addresses;
	unsigned refused;
};

/* Whether VERDICT refuses just those of REFUSED, of COUNT sets of groups. */
static bool
is_verdict(const struct sshd_verdict *verdict, unsigned refused, unsigned count)
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
	     struct sshd_verdict *verdict)
{
	*verdict = (struct sshd_verdict){.everybody = region->refused ==
						      (1u << count) - 1};
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

/*
 * The sets of groups that are refused for an address with a zone, of which sshd
 * knows no net: each that is refused for some link-local address of REGIONS.
 */
static unsigned
refused_zones(const struct region *regions, size_t count, unsigned sets)
{
	static const uint8_t link_local[16] = {0xfe, 0x80};
	struct ranges local = {0}, both;
	struct sshd_verdict verdict;
	struct region zones = {.refused = 0};

	ranges_add_net(&local, HA_FAMILY_IPV6, link_local, 10);
	for (size_t i = 0; i < count; i++) {
		ranges_common(&local, &regions[i].addresses, &both);
		if (both.count > 0)
			zones.refused |= regions[i].refused;
		ranges_free(&both);
	}
	ranges_free(&local);
	return find_verdict(&zones, sets, &verdict) ? zones.refused
						    : (1u << sets) - 1;
}

/* Writes what is refused in COUNT REGIONS; returns whether sshd can say it. */
static bool
write_regions(struct sshd_blocks *blocks, const struct region *regions,
	      size_t count, unsigned sets)
{
	struct region zones = {.refused = refused_zones(regions, count, sets)};
	bool said = true, open = zones.refused != 0;

	for (size_t i = 0; i < count; i++) {
		bool same = regions[i].refused == zones.refused;

		if (regions[i].addresses.count == 0 || regions[i].refused == 0)
			continue;
		if (find_verdict(&regions[i], sets, &blocks->verdict))
			sshd_blocks_write(blocks, &regions[i].addresses,
					  open && same);
		else
			said = false;
		open &= !same;
	}
	if (open && find_verdict(&zones, sets, &blocks->verdict))
		sshd_blocks_write(blocks, &zones.addresses, true);
	return said;
}

/* Writes what MODEL refuses to the users of PART, whatever their groups. */
static bool
write_part(struct sshd_blocks *blocks, struct sshd_part *part,
	   const struct rules_model *model)
{
	unsigned sets = 1u << part->names->group_count;
	struct region *regions = memory_grow(NULL, 0, sizeof(*regions));
	size_t count = 1;
	bool said;

	regions[0] = (struct region){.refused = 0};
	ranges_add_all(&regions[0].addresses);
	ranges_order(&regions[0].addresses);
	for (part->groups = 0; part->groups < sets; part->groups++) {
		struct ranges refused;

		to_refused(model, sshd_part_is_meant, part, &refused);
		count = divide(&regions, count, &refused, part->groups);
		ranges_free(&refused);
	}
	said = write_regions(blocks, regions, count, sets);
	for (size_t i = 0; i < count; i++)
		ranges_free(&regions[i].addresses);
	free(regions);
	return said;
}

/* Returns whether sshd can say it. */
static bool
write_blocks(const struct conversion *conversion,
	     const struct sshd_names *names, FILE *stream)
{
	bool drops = conversion->arguments->given & ARGUMENT_REFUSE_CONNECTION;
	bool said = true;
	struct sshd_part part = {.names = names};
	struct sshd_blocks blocks = {.stream = stream,
				     .part = &part,
				     .refusal = drops ? "RefuseConnection yes"
						      : "DenyUsers *"};

	for (size_t i = 0; i <= names->user_count; i++) {
		part.user = i < names->user_count ? names->users[i] : NULL;
		said &= write_part(&blocks, &part, &conversion->model);
	}
	fputs("Match all\n", stream);
	return said;
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
