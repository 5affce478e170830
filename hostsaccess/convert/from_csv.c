/* SPDX-License-Identifier: BSD-3-Clause */
/* Block lists: a column of a table, or two that begin and end ranges. */
#include "hostsaccess/convert/from.h"
#include "hostsaccess/convert/listing.h"

/* The fields of a line that are looked at. */
#define FIELDS_MAX 64

/* A table while it is read. */
struct table {
	struct listing listing;
	int column;     /* of the net, or of where a range begins; -1: none */
	int end_column; /* of where it ends; -1: none */
	bool looked;    /* at its first line */
	bool bare;      /* that names no columns */
	bool begins;    /* COLUMN is by its name where ranges begin */
	bool masked;    /* it has a column of masks, lengths or sizes */
	bool two;       /* two columns have names of addresses */
};

/*
 * Takes the next field of TEXT, a line of a table, without its quotes.  Returns
 * false if a quote stands where none may, or has no end.
 */
static bool
take_field(struct ha_slice *text, struct ha_slice *field)
{
	struct ha_slice rest = ha_slice_skip(*text, HA_C_SPACE);
	bool quoted = rest.size > 0 && rest.data[0] == '"';
	size_t end;

	if (quoted) {
		rest = ha_slice_from(rest, 1);
		end = ha_slice_find(rest, '"');
		while (end + 1 < rest.size && rest.data[end + 1] == '"')
			end += 2 +
			       ha_slice_find(ha_slice_from(rest, end + 2), '"');
		if (end >= rest.size)
			return false;
		*field = ha_slice_head(rest, end);
		rest = ha_slice_from(rest, end + 1);
	}
	end = ha_slice_find(rest, ',');
	*text = ha_slice_from(rest, end + 1);
	rest = ha_slice_trim(ha_slice_head(rest, end), HA_C_SPACE);
	if (quoted) {
		*field = ha_slice_trim(*field, HA_C_SPACE);
		return rest.size == 0;
	}
	*field = rest;
	return ha_slice_find(rest, '"') == rest.size;
}

static bool
is_one_of(struct ha_slice field, const char *const *names)
{
	for (; *names; names++)
		if (ha_slice_is(field, *names))
			return true;
	return false;
}

/* Whether a part of NAME, between other bytes than letters, is of masks. */
static bool
is_of_masks(struct ha_slice name)
{
	static const char *const masks[] = {
	    "mask",         "netmask",  "masklen",   "maskbits",
	    "prefixlen",    "bits",     "size",      "length",
	    "len",          "wildcard", "hostmask",  "ips",
	    "prefixlength", "hosts",    "addresses", NULL};

	while (name.size > 0) {
		size_t end = 0;

		while (end < name.size &&
		       ha_in_class(name.data[end], HA_C_HOST_NAME) &&
		       !strchr("._-", name.data[end]))
			end++;
		if (is_one_of(ha_slice_head(name, end), masks))
			return true;
		name = ha_slice_from(name, end + 1);
	}
	return false;
}

/* Finds the columns by what stands above them. */
static bool
read_head(struct table *table, const struct ha_slice *fields, int count)
{
	static const char *const nets[] = {
	    "ip",      "ip_address", "ipaddress", "address", "addr",     "net",
	    "network", "range",      "src_ip",    "dst_ip",  "netblock", NULL};
	static const char *const begins[] = {
	    "start",    "first",   "begin",         "start_ip", "ip_start",
	    "first_ip", "ip_from", "start_address", NULL};
	static const char *const ends[] = {"end",    "last",        "stop",
					   "end_ip", "ip_end",      "last_ip",
					   "ip_to",  "end_address", NULL};
	/* nets, or behind a net its length */
	static const char *const either[] = {"cidr", "prefix", "subnet", NULL};

	for (int i = 0; i < count; i++) {
		bool begin = is_one_of(fields[i], begins);
		bool both = is_one_of(fields[i], either);
		bool net = begin || is_one_of(fields[i], nets);

		if (table->column < 0 && (net || both)) {
			table->column = i;
			table->begins = begin;
		} else if (table->end_column < 0 &&
			   is_one_of(fields[i], ends)) {
			table->end_column = i;
		} else if (both || is_of_masks(fields[i])) {
			table->masked = true;
		} else if (net) {
			table->two = true;
		}
	}
	return table->column >= 0;
}

/* Without a head, the first column counts; and a second that ends a range. */
static void
guess_columns(struct table *table, const struct ha_slice *fields, int count)
{
	struct field_net first, last;

	table->bare = true;
	table->column = 0;
	table->end_column = -1;
	if (count > 1 && listing_read_net(fields[0], &first) &&
	    listing_read_net(fields[1], &last) && first.lone && last.lone &&
	    !listing_is_mask(&last))
		table->end_column = 1;
}

/* Whether ADDRESS has nothing but zeros behind LENGTH of its WIDTH bits. */
static bool
begins_net(const struct ha_address *address, unsigned length, unsigned width)
{
	struct ha_net net;

	ha_net_of_prefix(address, length, width, &net);
	return ha_address_equal(&net.base, address);
}

/*
 * Whether FIELD may be the length of TEXT, an address, or how many addresses
 * there are from that on.
 */
static bool
is_length(struct ha_slice field, struct ha_slice text)
{
	struct field_net net;
	unsigned long number;
	unsigned bits = 0;

	if (!listing_read_net(text, &net) || !net.lone ||
	    !ha_slice_number(field, 10, UINT32_MAX, &number))
		return false;
	while (number >> bits > 1)
		bits++;
	return (number < net.length &&
		begins_net(&net.address, (unsigned)number, net.length)) ||
	       (number > 2 && bits < net.length &&
		begins_net(&net.address, net.length - bits, net.length));
}

/* Whether FIELD is '/' and digits. */
static bool
is_slash(struct ha_slice field)
{
	return field.size > 1 && field.data[0] == '/' &&
	       ha_slice_all(ha_slice_from(field, 1), HA_C_DIGIT);
}

/* What FIELDS have, besides the net, without which that is less than meant. */
static const char *
find_more(const struct table *table, const struct ha_slice *fields, int count)
{
	static const char *const mask =
	    "a column of masks, lengths or sizes, which is not read";
	int next = table->column + 1;
	const char *fault = NULL;
	struct field_net net;

	if (table->end_column < 0 &&
	    (table->masked || (table->bare && next < count &&
			       is_length(fields[next], fields[next - 1]))))
		return mask;
	for (int i = 0; i < count; i++) {
		if (i == table->column || i == table->end_column)
			continue;
		if (is_slash(fields[i]))
			return mask;
		if (!listing_read_net(fields[i], &net))
			continue;
		if (listing_is_mask(&net))
			return mask;
		fault = "another column has addresses, too: give one alone, as "
			"cut(1) makes it";
	}
	return fault;
}

static void
read_row(struct table *table, const struct conversion_line *line,
	 const struct ha_slice *fields, int count)
{
	struct listing *listing = &table->listing;
	int column = table->column, end = table->end_column;
	struct ha_slice part = line->text;
	struct field_net first, last;
	const char *fault;

	if (column >= count || end >= count)
		fault = "fewer fields than the lines before";
	else if (end < 0 && table->begins)
		fault = "a range without its end: no column of that name";
	else
		fault = find_more(table, fields, count);
	if (!fault && end < 0) {
		listing_add_word(listing, line, fields[column]);
	} else if (!fault && (!listing_read_net(fields[column], &first) ||
			      !listing_read_net(fields[end], &last) ||
			      !listing_add_range(listing, &first, &last))) {
		part = fields[column];
		fault = "no address that begins a range which another ends";
	}
	if (fault)
		conversion_line_fault(listing->conversion, line, part, fault);
}

/* Reads FIELDS as names of columns; returns whether they are. */
static bool
take_head(struct table *table, const struct conversion_line *line,
	  const struct ha_slice *fields, int count)
{
	struct conversion *conversion = table->listing.conversion;

	table->looked = true;
	if (!read_head(table, fields, count)) {
		guess_columns(table, fields, count);
		return false;
	}
	if (table->two) {
		conversion_line_fault(conversion, line, line->text,
				      "two columns of addresses: give one "
				      "alone, as cut(1) makes it");
		conversion->unreadable = true;
	}
	return true;
}

/* Where another column stands first, a sign of comments may be in that. */
static bool
is_comment(const struct table *table, struct ha_slice text)
{
	return (text.data[0] == '#' || text.data[0] == ';') &&
	       (!table->looked || table->column == 0);
}

static void
take_row(void *context, const struct conversion_line *line)
{
	struct table *table = context;
	struct ha_slice fields[FIELDS_MAX];
	struct ha_slice text = ha_slice_trim(listing_text(line), HA_C_SPACE);
	const char *fault = NULL;
	int count = 0;

	if (text.size == 0 || table->two || is_comment(table, text))
		return;
	while (!fault && text.size > 0) {
		if (count == FIELDS_MAX)
			fault = "more than 64 fields";
		else if (!take_field(&text, &fields[count++]))
			fault = "quotes that are not those of a whole field";
	}
	if (fault)
		conversion_line_fault(table->listing.conversion, line,
				      line->text, fault);
	else if (table->looked || !take_head(table, line, fields, count))
		read_row(table, line, fields, count);
}

void
from_csv(struct conversion *conversion)
{
	struct table table = {.listing = {.conversion = conversion},
			      .column = -1,
			      .end_column = -1};

	listing_read(&table.listing, take_row, &table);
}
