/* SPDX-License-Identifier: BSD-3-Clause */
/* A list file, and a set of nft(8): the addresses that are refused. */
#include "hostsaccess/convert/to.h"

#include <string.h>

static void
write_text(enum ha_family family, const uint8_t bytes[16], unsigned length)
{
	char text[NET_TEXT_MAX];

	net_text(family, bytes, length, text);
	fputs(text, stdout);
}

/* Writes a net as a line. */
static void
write_net(void *context, enum ha_family family, const uint8_t bytes[16],
	  unsigned length)
{
	(void)context;
	write_text(family, bytes, length);
	putchar('\n');
}

/* Whether MODEL is one rule that refuses nets, as a block list is. */
static bool
is_plain(const struct rules_model *model)
{
	return model->count == 1 && !model->rules[0].grants &&
	       terms_are_all(&model->rules[0].users) &&
	       terms_are_nets(&model->rules[0].clients);
}

/* A list that was one stays as it was written; else it is what is refused. */
static int
write_list(struct conversion *conversion)
{
	const struct rules_model *model = &conversion->model;
	const struct terms *clients;
	struct ranges refused;

	to_head(conversion, stdout);
	puts("# refuses them, where hosts.deny says DAEMON: /PATH/OF/THIS");
	if (is_plain(model)) {
		clients = &model->rules[0].clients;
		for (size_t i = 0; i < clients->count; i++) {
			const struct term *term = &clients->terms[i];

			write_net(NULL, (enum ha_family)term->family,
				  term->bytes, term->length);
		}
		return 0;
	}
	to_refused(model, NULL, NULL, &refused);
	ranges_nets(&refused, write_net, NULL);
	ranges_free(&refused);
	return 0;
}

const struct format to_list = {
    "list", {"a list file", to_no_user, to_addresses_only, NULL}, write_list};

/* The name of a table: DAEMON, with '_' for what cannot stand there. */
static void
write_name(const char *daemon)
{
	fputs("hostsaccess_", stdout);
	for (; *daemon != '\0'; daemon++)
		putchar(ha_in_class(*daemon, HA_C_HOST_NAME) &&
				*daemon != '.' && *daemon != '-'
			    ? *daemon
			    : '_');
}

/* Writes the words that begin COMMAND of the set of FAMILY. */
static void
write_command(const char *command, const char *daemon, enum ha_family family)
{
	printf("%s inet ", command);
	write_name(daemon);
	printf(" refused%c", family == HA_FAMILY_IPV4 ? '4' : '6');
}

/* A set while its nets are written. */
struct elements {
	const char *daemon;
	enum ha_family family;
	size_t count;
};

/* Writes a net of a set. */
static void
write_element(void *context, enum ha_family family, const uint8_t bytes[16],
	      unsigned length)
{
	struct elements *elements = context;

	if (family != elements->family)
		return;
	if (elements->count++ == 0) {
		write_command("add element", elements->daemon, family);
		fputs(" {\n\t", stdout);
	} else {
		fputs(",\n\t", stdout);
	}
	write_text(family, bytes, length);
}

/* Writes the set of what REFUSED has of FAMILY; what it had before goes. */
static void
write_set(const struct ranges *refused, const char *daemon,
	  enum ha_family family)
{
	struct elements elements = {.daemon = daemon, .family = family};

	write_command("add set", daemon, family);
	printf(" { type ipv%c_addr; flags interval; }\n",
	       family == HA_FAMILY_IPV4 ? '4' : '6');
	write_command("flush set", daemon, family);
	putchar('\n');
	ranges_nets(refused, write_element, &elements);
	if (elements.count > 0)
		puts("\n}");
}

/* Writes how sets are used; which port is another daemon's, who knows. */
static void
write_chain(const char *daemon)
{
	const char *port = "tcp dport PORT ";

	if (strcmp(daemon, "sshd") == 0)
		port = "tcp dport 22 ";
	else if (strcmp(daemon, "ALL") == 0)
		port = "";
	printf("# For nft -f, again and again.  A chain in the same table says "
	       "for what:\n"
	       "#   %sip saddr @refused4 reject\n"
	       "#   %sip6 saddr @refused6 reject\n",
	       port, port);
}

/* All of it counts at once, and chains that use the sets stay. */
static int
write_nft(struct conversion *conversion)
{
	const char *daemon = conversion->daemon;
	struct ranges refused;

	to_refused(&conversion->model, NULL, NULL, &refused);
	to_head(conversion, stdout);
	write_chain(daemon);
	fputs("add table inet ", stdout);
	write_name(daemon);
	putchar('\n');
	write_set(&refused, daemon, HA_FAMILY_IPV4);
	write_set(&refused, daemon, HA_FAMILY_IPV6);
	ranges_free(&refused);
	return 0;
}

const struct format to_nft = {
    "nft", {"a set of nft", to_no_user, to_addresses_only, NULL}, write_nft};
