/* SPDX-License-Identifier: BSD-3-Clause */
/* Block lists: a net a line, a range, several, or a column of a table. */
#include "common/rule/syntax.h"
#include "hostsaccess/convert/from.h"

/* The fields of a line that are looked at. */
#define FIELDS_MAX 64

/* A list while it is read: all of it is one rule. */
struct listing {
	struct conversion *conversion;
	struct terms nets;
	const char *file; /* kept by the model */
	/* of a table: the columns of the net, or of a range's ends; -1: none */
	int column, end_column;
	bool headed; /* its first line was looked at */
	bool masked; /* it has a column of masks or lengths */
};

/* What stands in a field: an address, and how many bits of it count. */
struct field_net {
	struct ha_address address;
	unsigned length;
	bool lone; /* without a length */
};

static unsigned
width_of(struct ha_slice text)
{
	return ha_slice_find(text, ':') < text.size ? 128 : 32;
}

/* Reads TEXT, ADDRESS or ADDRESS/LENGTH. */
static bool
read_net(struct ha_slice text, struct field_net *net)
{
	size_t slash = ha_slice_find(text, '/');
	unsigned width = width_of(text);
	unsigned long length = width;

	net->lone = slash == text.size;
	if (!ha_address_parse(ha_slice_head(text, slash), &net->address) ||
	    net->address.zone[0] != '\0')
		return false;
	if (!net->lone && !ha_slice_number(ha_slice_from(text, slash + 1), 10,
					   width, &length))
		return false;
	net->length = (unsigned)length;
	return true;
}

/* Whether NET, taken for an address, was rather meant as a mask. */
static bool
is_mask(const struct field_net *net)
{
	return net->lone && net->address.family == HA_FAMILY_IPV4 &&
	       net->address.bytes[0] == 255;
}

/* Adds NET, as it was written in TEXT. */
static void
add_net(struct listing *listing, struct ha_slice text,
	const struct field_net *net)
{
	struct ha_net whole;

	ha_net_of_prefix(&net->address, net->length, width_of(text), &whole);
	terms_add_masked(&listing->nets, &whole);
	listing->conversion->nets++;
}

/* Adds all addresses from FIRST to LAST; false if they are no range. */
static bool
add_range(struct listing *listing, const struct field_net *first,
	  const struct field_net *last)
{
	struct ranges range = {0};
	enum ha_family family = first->address.family;
	struct number begin = number_of(family, first->address.bytes);
	struct number end = number_of(family, last->address.bytes);

	if (!first->lone || !last->lone || family != last->address.family ||
	    number_order(begin, end) > 0)
		return false;
	ranges_add(&range, family, begin, end);
	terms_add_ranges(&listing->nets, &range);
	ranges_free(&range);
	listing->conversion->nets++;
	return true;
}

static void
fault(struct listing *listing, const struct conversion_line *line,
      struct ha_slice part, const char *fault)
{
	conversion_line_fault(listing->conversion, line, part, fault);
}

/* Returns TEXT up to a comment: '#', ';' or "//", at its start or later. */
static struct ha_slice
without_comment(struct ha_slice text)
{
	size_t at = 0;

	while (at < text.size && text.data[at] != '#' && text.data[at] != ';' &&
	       (text.data[at] != '/' || at + 1 == text.size ||
		text.data[at + 1] != '/'))
		at++;
	return ha_slice_trim(ha_slice_head(text, at), HA_C_SPACE);
}

/* Reads WORD, a net or a range. */
static void
read_word(struct listing *listing, const struct conversion_line *line,
	  struct ha_slice word)
{
	size_t dash = ha_slice_find(word, '-');
	struct ha_slice begin =
	    ha_slice_trim(ha_slice_head(word, dash), HA_C_SPACE);
	struct ha_slice end =
	    ha_slice_trim(ha_slice_from(word, dash + 1), HA_C_SPACE);
	struct field_net first, last;

	if (read_net(begin, &first) && is_mask(&first))
		fault(listing, line, word,
		      "a mask, which is not read; write ADDRESS/LENGTH");
	else if (!read_net(begin, &first) ||
		 (dash < word.size && !read_net(end, &last)))
		fault(listing, line, word, "no address, net or range");
	else if (dash == word.size)
		add_net(listing, begin, &first);
	else if (!add_range(listing, &first, &last))
		fault(listing, line, word,
		      "no range: two addresses of one family, the lesser "
		      "first");
}

/* Words between blanks and commas; a range may have blanks around its '-'. */
static void
read_words(struct listing *listing, const struct conversion_line *line,
	   struct ha_slice text)
{
	struct ha_slice word;

	if (ha_slice_find(text, '-') < text.size &&
	    ha_slice_find(text, ',') == text.size) {
		read_word(listing, line, text);
		return;
	}
	while (ha_token_next(&text, &word))
		read_word(listing, line, word);
}

static void
take_line(void *context, const struct conversion_line *line)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct listing *listing = context;
	struct ha_slice text = line->text;

	if (line->number == 1 &&
	    ha_slice_same(ha_slice_head(text, sizeof(mark) - 1),
			  ha_slice_of(mark)))
		text = ha_slice_from(text, sizeof(mark) - 1);
	text = without_comment(text);
	if (text.size > 0)
		read_words(listing, line, text);
}

/* Makes the rule of what LISTING has. */
static void
finish(struct listing *listing)
{
	struct conversion *conversion = listing->conversion;
	struct converted_rule rule = {
	    .clients = listing->nets, .file = listing->file, .text = ""};

	if (listing->nets.count == 0)
		return;
	terms_add_text(&rule.users, TERM_ALL, "");
	model_add(&conversion->model, &rule);
}

static void
read_list(struct conversion *conversion, conversion_line_fn *take)
{
	const char *file = conversion->file ? conversion->file : "-";
	struct listing listing = {.conversion = conversion,
				  .file = file,
				  .column = -1,
				  .end_column = -1};

	conversion_read(conversion, file, INPUT_LINE_MAX, take, &listing);
	finish(&listing);
}

void
from_list(struct conversion *conversion)
{
	read_list(conversion, take_line);
}

/* Takes the next field of TEXT, a line of a table, without its quotes. */
static struct ha_slice
take_field(struct ha_slice *text)
{
	struct ha_slice field = *text;
	size_t end;

	if (field.size > 0 && field.data[0] == '"') {
		field = ha_slice_from(field, 1);
		end = ha_slice_find(field, '"');
		*text = ha_slice_from(field, end + 1);
		field = ha_slice_head(field, end);
		end = ha_slice_find(*text, ',');
	} else {
		end = ha_slice_find(field, ',');
		field = ha_slice_head(field, end);
	}
	*text = ha_slice_from(*text, end + 1);
	return ha_slice_trim(field, HA_C_SPACE);
}

static bool
is_one_of(struct ha_slice field, const char *const *names)
{
	for (; *names; names++)
		if (ha_slice_is(field, *names))
			return true;
	return false;
}

/* Finds the columns by what stands above them. */
static bool
read_head(struct listing *listing, const struct ha_slice *fields, int count)
{
	static const char *const begins[] = {
	    "ip",     "ip_address", "ipaddress", "address", "addr",
	    "net",    "network",    "cidr",      "prefix",  "subnet",
	    "range",  "netblock",   "start",     "first",   "begin",
	    "src_ip", "start_ip",   "ip_start",  "dst_ip",  NULL};
	static const char *const ends[] = {"end",    "last",   "stop",
					   "end_ip", "ip_end", NULL};
	static const char *const masks[] = {
	    "mask", "netmask", "subnet_mask", "length",   "prefix_length",
	    "bits", "masklen", "prefixlen",   "cidr_len", NULL};

	for (int i = 0; i < count; i++) {
		if (listing->column < 0 && is_one_of(fields[i], begins))
			listing->column = i;
		else if (listing->end_column < 0 && is_one_of(fields[i], ends))
			listing->end_column = i;
		else if (is_one_of(fields[i], masks))
			listing->masked = true;
	}
	return listing->column >= 0;
}

/* Without a head, the first column counts; and a second that ends a range. */
static void
guess_columns(struct listing *listing, const struct ha_slice *fields, int count)
{
	struct field_net first, last;

	listing->column = 0;
	if (count > 1 && read_net(fields[0], &first) &&
	    read_net(fields[1], &last) && first.lone && last.lone &&
	    !is_mask(&last))
		listing->end_column = 1;
}

/* Whether one of FIELDS is a mask, without which the net is less than meant. */
static bool
has_mask(const struct ha_slice *fields, int count)
{
	struct field_net net;

	for (int i = 0; i < count; i++)
		if (read_net(fields[i], &net) && is_mask(&net))
			return true;
	return false;
}

static void
read_row(struct listing *listing, const struct conversion_line *line,
	 const struct ha_slice *fields, int count)
{
	struct field_net first, last;
	int column = listing->column, end = listing->end_column;

	if (column >= count || end >= count)
		fault(listing, line, line->text,
		      "fewer fields than the lines before");
	else if (end < 0 && (listing->masked || has_mask(fields, count)))
		fault(listing, line, line->text,
		      "a column of masks, which is not read");
	else if (end < 0)
		read_word(listing, line, fields[column]);
	else if (!read_net(fields[column], &first) ||
		 !read_net(fields[end], &last) ||
		 !add_range(listing, &first, &last))
		fault(listing, line, fields[column],
		      "no address that begins a range which another ends");
}

static void
take_row(void *context, const struct conversion_line *line)
{
	struct listing *listing = context;
	struct ha_slice fields[FIELDS_MAX],
	    text = ha_slice_trim(line->text, HA_C_SPACE);
	int count = 0;

	if (text.size == 0 || text.data[0] == '#' || text.data[0] == ';')
		return;
	while (text.size > 0 && count < FIELDS_MAX)
		fields[count++] = take_field(&text);
	if (!listing->headed) {
		listing->headed = true;
		if (read_head(listing, fields, count))
			return;
		guess_columns(listing, fields, count);
	}
	read_row(listing, line, fields, count);
}

void
from_csv(struct conversion *conversion)
{
	read_list(conversion, take_row);
}
