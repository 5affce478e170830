/* SPDX-License-Identifier: BSD-3-Clause */
/* Data of MaxMind DB files, from text: part of mmdb.h. */
#include "tests/support/mmdb.h"

#include "tests/support/must.h"

#include <string.h>

/* The numbers of types. */
enum type {
	TYPE_STRING = 2,
	TYPE_DOUBLE = 3,
	TYPE_BYTES = 4,
	TYPE_UINT16 = 5,
	TYPE_UINT32 = 6,
	TYPE_MAP = 7,
	TYPE_INT32 = 8,
	TYPE_UINT64 = 9,
	TYPE_UINT128 = 10,
	TYPE_ARRAY = 11,
	TYPE_CACHE = 12,
	TYPE_END = 13,
	TYPE_BOOLEAN = 14,
	TYPE_FLOAT = 15,
};

void
mmdb_put(struct mmdb_bytes *bytes, const void *data, size_t size)
{
	if (bytes->room - bytes->size < size) {
		bytes->room = 2 * (bytes->room + size);
		bytes->data = realloc(bytes->data, bytes->room);
		must(bytes->data, "memory");
	}
	if (size > 0)
		memcpy(bytes->data + bytes->size, data, size);
	bytes->size += size;
}

void
mmdb_put_number(struct mmdb_bytes *bytes, uint64_t number, size_t size)
{
	while (size-- > 0) {
		unsigned char byte =
		    size < 8 ? (unsigned char)(number >> 8 * size) : 0;

		mmdb_put(bytes, &byte, 1);
	}
}

/* Types above 7 stand in a byte of their own, before the rest of the size. */
void
mmdb_put_control(struct mmdb_bytes *bytes, unsigned type, size_t size)
{
	const size_t least[] = {0, 29, 285, 65821};
	unsigned more = size < 29 ? 0 : size < 285 ? 1 : size < 65821 ? 2 : 3;

	mmdb_put_number(bytes,
			(type > 7 ? 0 : type << 5) |
			    (more ? 28 + more : (unsigned)size),
			1);
	if (type > 7)
		mmdb_put_number(bytes, type - 7, 1);
	mmdb_put_number(bytes, size - least[more], more);
}

void
mmdb_put_pointer(struct mmdb_bytes *bytes, size_t target)
{
	if (target < 2048)
		mmdb_put_number(bytes, 0x2000 | target, 2);
	else if (target < 526336)
		mmdb_put_number(bytes, 0x280000 | (target - 2048), 3);
	else if (target < 134744064)
		mmdb_put_number(bytes, 0x30000000 | (target - 526336), 4);
	else
		mmdb_put_number(bytes, (uint64_t)0x38 << 32 | target, 5);
}

/* Takes WORD from *TEXT, if that begins with it. */
static bool
take(const char **text, const char *word)
{
	if (strncmp(*text, word, strlen(word)) != 0)
		return false;
	*text += strlen(word);
	return true;
}

static void
put_text(struct mmdb_bytes *bytes, unsigned type, const char *text, size_t size)
{
	mmdb_put_control(bytes, type, size);
	mmdb_put(bytes, text, size);
}

static void
put_quoted(struct mmdb_bytes *bytes, unsigned type, const char **text)
{
	const char *begin = *text + 1, *end = strchr(begin, '\'');

	must(**text == '\'' && end, *text);
	put_text(bytes, type, begin, (size_t)(end - begin));
	*text = end + 1;
}

static void
put_key(struct mmdb_bytes *bytes, const char **text)
{
	size_t size = strcspn(*text, " ");

	must(size > 0, *text);
	put_text(bytes, TYPE_STRING, *text, size);
	*text += size;
}

/* A number in as many bytes as it needs, SIZE at most. */
static void
put_count(struct mmdb_bytes *bytes, unsigned type, const char **text,
	  size_t size)
{
	char *end;
	uint64_t number = strtoull(*text, &end, 10);

	must(end > *text, *text);
	*text = end;
	while (size > 0 && (size > 8 || number >> 8 * (size - 1) == 0))
		size--;
	mmdb_put_control(bytes, type, size);
	mmdb_put_number(bytes, number, size);
}

static void
put_real(struct mmdb_bytes *bytes, unsigned type, const char **text,
	 size_t size)
{
	char *end;
	double real = strtod(*text, &end);
	float small = (float)real;
	uint64_t number = 0;
	uint32_t bits;

	*text = end;
	memcpy(&number, &real, sizeof(number));
	memcpy(&bits, &small, sizeof(bits));
	mmdb_put_control(bytes, type, size);
	mmdb_put_number(bytes, size == 4 ? bits : number, size);
}

static bool
put_number(struct mmdb_bytes *bytes, const char **text)
{
	static const struct {
		const char *name;
		unsigned type;
		size_t size;
	} types[] = {{"u16:", TYPE_UINT16, 2},    {"u64:", TYPE_UINT64, 8},
		     {"u128:", TYPE_UINT128, 16}, {"i32:", TYPE_INT32, 4},
		     {"u32:", TYPE_UINT32, 4},    {"double:", TYPE_DOUBLE, 8},
		     {"float:", TYPE_FLOAT, 4}};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (take(text, types[i].name)) {
			if (types[i].type == TYPE_DOUBLE ||
			    types[i].type == TYPE_FLOAT)
				put_real(bytes, types[i].type, text,
					 types[i].size);
			else
				put_count(bytes, types[i].type, text,
					  types[i].size);
			return true;
		}
	return false;
}

/*
 * Where data goes: pointers lead to the WHOLE, and what is read now ends up
 * HERE, which comes into the whole once it is complete.
 */
struct output {
	struct mmdb_bytes *whole, *here;
};

static void put_value(const struct output *output, const char **text);

/* Appends BYTES to the whole, and a pointer to it here. */
static void
put_aside(const struct output *output, struct mmdb_bytes *bytes)
{
	mmdb_put_pointer(output->here, output->whole->size);
	mmdb_put(output->whole, bytes->data, bytes->size);
	free(bytes->data);
}

static void
put_member(const struct output *output, const char **text, bool is_key)
{
	struct mmdb_bytes aside = {0};
	const struct output other = {output->whole, &aside};

	if (take(text, "*")) {
		put_member(&other, text, is_key);
		put_aside(output, &aside);
	} else if (is_key && **text != '^') {
		put_key(output->here, text);
	} else {
		put_value(output, text);
	}
}

/* The members of a map or an array, to its END. */
static void
put_group(const struct output *output, unsigned type, const char **text,
	  char end)
{
	struct mmdb_bytes members = {0};
	const struct output inner = {output->whole, &members};
	size_t count = 0;

	for (*text += strspn(*text, " "); **text != end; count++) {
		must(**text != '\0', "an end");
		put_member(&inner, text, end == '}' && count % 2 == 0);
		*text += strspn(*text, " ");
	}
	++*text;
	mmdb_put_control(output->here, type, end == '}' ? count / 2 : count);
	mmdb_put(output->here, members.data, members.size);
	free(members.data);
}

static void
put_place(struct mmdb_bytes *bytes, const char **text)
{
	char *end;

	mmdb_put_pointer(bytes, strtoul(*text, &end, 10));
	*text = end;
}

static void
put_value(const struct output *output, const char **text)
{
	struct mmdb_bytes *here = output->here;

	if (take(text, "{"))
		put_group(output, TYPE_MAP, text, '}');
	else if (take(text, "["))
		put_group(output, TYPE_ARRAY, text, ']');
	else if (**text == '\'')
		put_quoted(here, TYPE_STRING, text);
	else if (take(text, "bytes:"))
		put_quoted(here, TYPE_BYTES, text);
	else if (take(text, "true"))
		mmdb_put_control(here, TYPE_BOOLEAN, 1);
	else if (take(text, "false"))
		mmdb_put_control(here, TYPE_BOOLEAN, 0);
	else if (take(text, "cache:"))
		mmdb_put_control(here, TYPE_CACHE, 0);
	else if (take(text, "end:"))
		mmdb_put_control(here, TYPE_END, 0);
	else if (take(text, "^"))
		put_place(here, text);
	else if (!put_number(here, text))
		put_count(here, TYPE_UINT32, text, 4);
}

size_t
mmdb_put_data(struct mmdb_bytes *bytes, const char *text)
{
	struct mmdb_bytes top = {0};
	const struct output output = {bytes, &top};
	size_t place;

	put_member(&output, &text, false);
	must(*text == '\0', text);
	place = bytes->size;
	mmdb_put(bytes, top.data, top.size);
	free(top.data);
	return place;
}
