/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/encoding.h"

#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/utf8.h"

#include <unistd.h>

bool
encoding_check(struct check *check, const struct ha_source *source)
{
	const struct ha_place whole = {source->file, 0, 0};
	const struct ha_slice nothing = {"", 0};
	struct hint hint = {.size = 0};
	char bytes[4];
	ssize_t size = pread(source->fd, bytes, sizeof(bytes), 0);
	const char *name = NULL;

	if (size > 0)
		name = utf16_name((struct ha_slice){bytes, (size_t)size});
	if (!name)
		return false;
	hint_add(&hint, "write it as UTF-8: iconv -f %s -t UTF-8", name);
	check_find(check, FINDING_UTF_16, whole, nothing, &hint);
	return true;
}
