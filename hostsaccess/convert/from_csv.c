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
	bool masked;    /* it has a column of masks or lengths */
};

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
read_head(struct table *table, const struct ha_slice *fields, int count)
{
	static const char *const nets[] = {
	    "ip",      "ip_address", "ipaddress", "address", "addr",     "net",
	    "network", "range",      "src_ip",    "dst_ip",  "netblock", NULL};
	static const char *const begins[] = {"start",    "first",    "begin",
					     "start_ip", "ip_start", NULL};
	static const char *const ends[] = {"end",    "last",   "stop",
					   "end_ip", "ip_end", NULL};
	static const char *const masks[] = {
	    "mask", "netmask", "subnet_mask", "length",   "prefix_length",
	    "bits", "masklen", "prefixlen",   "cidr_len", NULL};
	/* nets, or behind a net its length */
	static const char *const either[] = {"cidr", "prefix", "subnet", NULL};

	for (int i = 0; i < count; i++) {
		bool begin = is_one_of(fields[i], begins);
		bool both = is_one_of(fields[i], either);

		if (table->column < 0 &&
		    (begin || both || is_one_of(fields[i], nets))) {
			table->column = i;
			table->begins = begin;
		} else if (table->end_column < 0 &&
			   is_one_of(fields[i], ends)) {
			table->end_column = i;
		} else if (both || is_one_of(fields[i], masks)) {
			table->masked = true;
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

/* Whether FIELD may be the length of TEXT, an address: the rest is zeros. */
static bool
is_length(struct ha_slice field, struct ha_slice text)
{
	struct field_net net;
	struct ha_net whole;
	unsigned long length;

	if (!listing_read_net(text, &net) || !net.lone ||
	    !ha_slice_number(field, 10, net.length - 1, &length))
		return false;
	ha_net_of_prefix(&net.address, (unsigned)length, net.length, &whole);
	return ha_address_equal(&whole.base, &net.address);
}

/* Whether a mask stands in FIELDS, without which the net is less than meant. */
static bool
has_mask(const struct table *table, const struct ha_slice *fields, int count)
{
	int next = table->column + 1;
	struct field_net net;

	for (int i = 0; i < count; i++)
		if (listing_read_net(fields[i], &net) && listing_is_mask(&net))
			return true;
	return table->masked || (table->bare && next < count &&
				 is_length(fields[next], fields[next - 1]));
}

static void
read_row(struct table *table, const struct conversion_line *line,
	 const struct ha_slice *fields, int count)
{
	struct listing *listing = &table->listing;
	int column = table->column, end = table->end_column;
	struct ha_slice part = line->text;
	struct field_net first, last;
	const char *fault = NULL;

	if (column >= count || end >= count) {
		fault = "fewer fields than the lines before";
	} else if (end < 0 && table->begins) {
		fault = "a range without its end: no column of that name";
	} else if (end < 0 && has_mask(table, fields, count)) {
		fault = "a column of masks, which is not read";
	} else if (end < 0) {
		listing_add_word(listing, line, fields[column]);
	} else if (!listing_read_net(fields[column], &first) ||
		   !listing_read_net(fields[end], &last) ||
		   !listing_add_range(listing, &first, &last)) {
		part = fields[column];
		fault = "no address that begins a range which another ends";
	}
	if (fault)
		conversion_line_fault(listing->conversion, line, part, fault);
}

static void
take_row(void *context, const struct conversion_line *line)
{
	struct table *table = context;
	struct ha_slice fields[FIELDS_MAX];
	struct ha_slice text = ha_slice_trim(listing_text(line), HA_C_SPACE);
	int count = 0;

	if (text.size == 0 || text.data[0] == '#' || text.data[0] == ';')
		return;
	while (text.size > 0 && count < FIELDS_MAX)
		fields[count++] = take_field(&text);
	if (!table->looked) {
		table->looked = true;
		if (read_head(table, fields, count))
			return;
		guess_columns(table, fields, count);
	}
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
