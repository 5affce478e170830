/* SPDX-License-Identifier: BSD-3-Clause */
/* Small functions of the interface that programs call. */
#include "libwrap/tcpd.h"

#include "common/base/slice.h"
#include "common/request/address.h"
#include "libwrap/export.h"

#include <errno.h>
#include <string.h>

EXPORT char *
split_at(char *text, int delimiter)
{
	int depth = 0;

	for (; text && *text != '\0'; text++) {
		if (*text == '[')
			depth++;
		else if (*text == ']')
			depth--;
		else if (*text == delimiter && depth == 0) {
			*text = '\0';
			return text + 1;
		}
	}
	return NULL;
}

EXPORT unsigned long
dot_quad_addr(char *text)
{
	struct ha_slice quad = ha_slice_of(text);
	struct in_addr address;

	/* What inet_aton(3) takes besides ends at a blank. */
	for (size_t i = 0; i < quad.size; i++)
		if (i > 0 && ha_in_class(text[i], HA_C_SPACE))
			quad.size = i;
	if (!ha_quad_parse(quad, (uint8_t *)&address.s_addr))
		return INADDR_NONE;
	return address.s_addr;
}

EXPORT unsigned long
cidr_mask_addr(char *text)
{
	struct ha_slice number = ha_slice_of(text);
	size_t digits = 0;
	unsigned long length;

	number = ha_slice_skip(number, HA_C_SPACE);
	number =
	    ha_slice_from(number, ha_slice_starts(number, ha_slice_of("+")));
	while (digits < number.size &&
	       ha_in_class(number.data[digits], HA_C_DIGIT))
		digits++;
	if (!ha_slice_number(ha_slice_head(number, digits), 10, 32, &length) ||
	    length == 0)
		return 0;
	return htonl((uint32_t)(0xffffffffU << (32 - length)));
}

/* Drops a line break at the end of LINE that a backslash continues. */
static int
is_continued(char *line, size_t size)
{
	if (size < 2 || line[size - 2] != '\\' || line[size - 1] != '\n')
		return 0;
	line[size - 2] = '\0';
	return 1;
}

EXPORT char *
xgets(char *buffer, int size, FILE *file)
{
	char *to = buffer;

	while (fgets(to, size, file)) {
		size_t got = strlen(to);

		if (got > 0 && to[got - 1] == '\n')
			tcpd_context.line++;
		if (!is_continued(to, got))
			return buffer;
		to += got - 2;
		size -= (int)(got - 2);
	}
	return to > buffer ? buffer : NULL;
}

EXPORT char *
percent_m(char *result, char *text)
{
	const char *reason = strerror(errno);
	size_t size = strlen(reason);
	char *to = result;

	while (*text != '\0') {
		if (text[0] == '%' && text[1] == 'm') {
			memcpy(to, reason, size);
			to += size;
			text += 2;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
	return result;
}
