/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/accounts.h"
#include "hostsaccess/convert/from.h"

#define FILE_DEFAULT "/etc/security/access.conf"
#define FILES_DEFAULT "/etc/security/access.d/*.conf"

/* pam_access(8) cuts longer lines: its buffer is BUFSIZ. */
#define LINE_LIMIT (BUFSIZ - 2)

/* A list while its words are read. */
struct reading {
	struct conversion *conversion;
	const struct conversion_line *line;
	struct terms *list;
	bool grants; /* the word read now lets somebody in */
};

/* The fields of a line. */
struct fields {
	struct ha_slice sign, users, clients;
};

/* Takes the next part of REST, between bytes of SEPARATORS, as strtok(3). */
static bool
take_part(struct ha_slice *rest, const char *separators, struct ha_slice *part)
{
	size_t start = 0, end;

	while (start < rest->size && strchr(separators, rest->data[start]))
		start++;
	end = start;
	while (end < rest->size && !strchr(separators, rest->data[end]))
		end++;
	*part = ha_slice_from(ha_slice_head(*rest, end), start);
	*rest = ha_slice_from(*rest, end < rest->size ? end + 1 : end);
	return part->size > 0;
}

/*
 * Reads the mask behind the '/' of a net whose address has WIDTH bits.  To
 * pam_access, a mask of no bits is no mask: it means the one address.
 */
static bool
read_mask(struct ha_slice text, const struct ha_address *address,
	  struct ha_net *net)
{
	unsigned width = address->family == HA_FAMILY_IPV4 ? 32 : 128;
	unsigned long length;
	struct ha_address mask;

	if (ha_address_parse(text, &mask)) {
		net->base = *address;
		memcpy(net->mask, mask.bytes, sizeof(net->mask));
		return mask.family == address->family && mask.zone[0] == '\0';
	}
	if (!ha_slice_number(text, 10, width, &length) ||
	    (text.size > 1 && text.data[0] == '0'))
		return false;
	ha_net_of_prefix(address, length > 0 ? (unsigned)length : width, width,
			 net);
	return true;
}

/* Whether the IPv6 address TEXT is one of IPv4, which rhosts are not then. */
static bool
is_mapped(struct ha_slice text, const struct ha_address *address)
{
	return address->family == HA_FAMILY_IPV4 &&
	       ha_slice_find(text, ':') < text.size;
}

/* Reads TOKEN, ADDRESS or ADDRESS/MASK; returns whether it is one. */
static bool
read_net(struct reading *reading, struct ha_slice token, const char *text)
{
	size_t slash = ha_slice_find(token, '/');
	struct ha_slice head = ha_slice_head(token, slash);
	struct ha_address address;
	struct ha_net net;

	if (!ha_address_parse(head, &address) || address.zone[0] != '\0')
		return false;
	if (is_mapped(head, &address)) {
		terms_add_unsaid(reading->list, text,
				 "an IPv4 address in IPv6, which pam_access "
				 "tells apart");
		return true;
	}
	ha_net_of_address(&address, &net);
	if ((slash < token.size &&
	     !read_mask(ha_slice_from(token, slash + 1), &address, &net)) ||
	    !terms_add_masked(reading->list, &net))
		terms_add_unsaid(reading->list, text,
				 "its mask is no prefix length");
	return true;
}

/*
 * Whether a name counts.  A daemon that tells addresses matches none: then only
 * what refuses is said, which refuses more.
 */
static bool
is_told(struct reading *reading, const char *text)
{
	if (!reading->grants || reading->conversion->arguments->confirmed)
		return true;
	terms_add_unsaid(reading->list, text,
			 "a name, which grants nothing where the daemon tells "
			 "addresses; --rhost confirmed says that it does not");
	return false;
}

/*
 * Adds the name of a host.  Some pam_access look the addresses of it up, too:
 * whom it refuses, those are refused; whom it grants, the name alone is.
 */
static void
add_name(struct reading *reading, struct ha_slice token, const char *text)
{
	if (!ha_slice_all(token, HA_C_HOST_NAME) ||
	    ha_slice_find(token, '.') == token.size) {
		terms_add_unsaid(reading->list, text,
				 "a terminal, a service, or a short name");
		return;
	}
	if (is_told(reading, text))
		terms_add_text(reading->list, TERM_NAME, text);
	if (!reading->grants)
		terms_add_text(reading->list, TERM_FORWARD, text);
}

/* Whether TOKEN is the name of a terminal, or a display, and of no host. */
static bool
is_terminal(struct ha_slice token)
{
	if (ha_slice_find(token, '.') < token.size)
		return false;
	if (token.data[0] == ':')
		return ha_slice_all(ha_slice_from(token, 1), HA_C_DIGIT);
	return ha_slice_is(token, "console") ||
	       ha_slice_starts(token, ha_slice_of("tty")) ||
	       ha_slice_starts(token, ha_slice_of("pts/"));
}

static void
read_client(struct reading *reading, struct ha_slice token)
{
	struct rules_model *model = &reading->conversion->model;
	const char *text = model_keep(model, token);

	if (ha_slice_is(token, "ALL"))
		terms_add_text(reading->list, TERM_ALL, text);
	else if (ha_slice_is(token, "LOCAL"))
		terms_add_text(reading->list, TERM_LOCAL, "LOCAL");
	else if (is_terminal(token))
		terms_add_text(reading->list, TERM_LOCAL, text);
	else if (token.data[0] == '@' && token.size > 1) {
		if (is_told(reading, text))
			terms_add_text(reading->list, TERM_NETGROUP, text + 1);
	} else if (token.data[0] == '.') {
		if (is_told(reading, text))
			terms_add_text(reading->list, TERM_SUFFIX, text);
	} else if (token.data[token.size - 1] == '.') {
		if (!terms_add_beginning(reading->list, token, 4))
			terms_add_unsaid(reading->list, text,
					 "no beginning of an IPv4 address");
	} else if (!read_net(reading, token, text))
		add_name(reading, token, text);
}

static void
add_like(void *context, const char *name)
{
	struct reading *reading = context;

	terms_add_text(
	    reading->list, TERM_USER,
	    model_keep(&reading->conversion->model, ha_slice_of(name)));
}

/*
 * Adds the user of the name TEXT, whose case does not matter to pam_access, and
 * the group of that name.
 */
static void
add_user(struct reading *reading, struct ha_slice token, const char *text)
{
	bool only = reading->conversion->arguments->given & ARGUMENT_NODEFGROUP;
	enum accounts_answer group =
	    only ? ACCOUNTS_NO : accounts_have_group(text);

	terms_add_text(reading->list, TERM_USER, text);
	if (!accounts_like(text, add_like, reading) ||
	    group == ACCOUNTS_UNKNOWN) {
		conversion_line_fault(reading->conversion, reading->line, token,
				      "whether it is a group, or is written "
				      "otherwise, cannot be found out");
		reading->conversion->unreadable = true;
	}
	if (group == ACCOUNTS_YES)
		terms_add_text(reading->list, TERM_GROUP, text);
}

static void
read_user(struct reading *reading, struct ha_slice token)
{
	struct rules_model *model = &reading->conversion->model;
	const char *text = model_keep(model, token);
	bool group = token.size > 2 && token.data[0] == '(' &&
		     token.data[token.size - 1] == ')';

	if (group)
		terms_add_text(
		    reading->list, TERM_GROUP,
		    model_keep(model, (struct ha_slice){token.data + 1,
							token.size - 2}));
	else if (token.data[0] == '@')
		terms_add_unsaid(reading->list, text, "a netgroup of users");
	else if (strchr(text, '@'))
		terms_add_unsaid(reading->list, text,
				 "a user on a machine of that name");
	else if (ha_slice_is(token, "ALL"))
		terms_add_text(reading->list, TERM_ALL, text);
	else
		add_user(reading, token, text);
}

/* Reads a list, FIELD, word by word. */
static void
read_list(struct reading *reading, struct ha_slice field,
	  void (*read)(struct reading *reading, struct ha_slice token))
{
	const char *separators = reading->conversion->arguments->listsep;
	struct ha_slice token;

	while (take_part(&field, separators ? separators : ", \t", &token)) {
		if (ha_slice_is(token, "EXCEPT")) {
			terms_add_text(reading->list, TERM_EXCEPT, "");
			reading->grants = !reading->grants;
		} else {
			read(reading, token);
		}
	}
}

/* Returns TEXT up to its last word. */
static struct ha_slice
without_end(struct ha_slice text)
{
	while (text.size > 0 &&
	       ha_in_class(text.data[text.size - 1], HA_C_SPACE))
		text.size--;
	return text;
}

/*
 * Takes the three fields of LINE, which is no comment.  Returns NULL, or what
 * is wrong with PART of it, for which pam_access ignores it.
 */
static const char *
take_fields(const struct conversion_line *line, const char *separators,
	    struct fields *fields, struct ha_slice *part)
{
	struct ha_slice text = without_end(line->text);

	separators = separators ? separators : ":";
	fields->clients = *part = text;
	if (line->open)
		return "no newline behind it; pam_access ignores the line";
	if (!take_part(&fields->clients, separators, &fields->sign) ||
	    !take_part(&fields->clients, separators, &fields->users) ||
	    fields->clients.size == 0)
		return "no three fields between colons; pam_access ignores the "
		       "line";
	*part = fields->sign;
	if (fields->sign.data[0] != '+' && fields->sign.data[0] != '-')
		return "neither + nor -; pam_access ignores the line";
	if (without_end(fields->sign).size > 1)
		return "more than a sign; --fieldsep says what stands between "
		       "fields";
	return NULL;
}

static void
read_line(void *context, const struct conversion_line *line)
{
	struct conversion *conversion = context;
	struct reading reading = {.conversion = conversion, .line = line};
	struct ha_slice part;
	struct fields fields;
	struct converted_rule rule;
	const char *fault;

	/* to pam_access, a '#' behind blanks is no sign, and the line no rule
	 */
	part = ha_slice_skip(line->text, HA_C_SPACE);
	if (part.size == 0 || part.data[0] == '#')
		return;
	fault =
	    take_fields(line, conversion->arguments->fieldsep, &fields, &part);
	if (fault) {
		conversion_line_fault(conversion, line, part, fault);
		return;
	}
	conversion_begin_rule(conversion, line, &rule);
	/* a '+' that is not the first byte refuses */
	rule.grants = line->text.data[0] == '+';
	rule.local = true;
	reading.list = &rule.users;
	reading.grants = rule.grants;
	read_list(&reading, fields.users, read_user);
	reading.list = &rule.clients;
	reading.grants = rule.grants;
	read_list(&reading, fields.clients, read_client);
	model_add(&conversion->model, &rule);
}

/* pam_access reads the files beside it, if no line of it decides. */
void
from_access(struct conversion *conversion)
{
	const char *file = conversion->file;
	glob_t found;

	if (file) {
		conversion_read(conversion, file, LINE_LIMIT, read_line,
				conversion);
		return;
	}
	conversion_read(conversion, FILE_DEFAULT, LINE_LIMIT, read_line,
			conversion);
	conversion_find(conversion, FILES_DEFAULT, &found);
	for (size_t i = 0; i < found.gl_pathc; i++)
		conversion_read(conversion, found.gl_pathv[i], LINE_LIMIT,
				read_line, conversion);
	globfree(&found);
}
