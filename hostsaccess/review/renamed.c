/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/review/renamed.h"

#include "hostsaccess/tool/output.h"

#include <string.h>

/* What stands for the path that TEXT begins with, of *SIZE bytes, or NULL. */
static const char *
name_at(struct ha_slice text, const struct ha_rules *copies,
	const struct ha_rules *rules, size_t *size)
{
	const char *const paths[] = {copies->allow_file, copies->deny_file};
	const char *const names[] = {rules->allow_file, rules->deny_file};

	for (int i = 0; i < 2; i++) {
		*size = strlen(paths[i]);
		if (strcmp(paths[i], names[i]) != 0 &&
		    ha_slice_same(ha_slice_head(text, *size),
				  ha_slice_of(paths[i])))
			return names[i];
	}
	return NULL;
}

void
renamed_write(struct ha_slice said, const struct ha_rules *copies,
	      const struct ha_rules *rules, FILE *stream)
{
	while (said.size > 0) {
		size_t size = 1;
		const char *name = said.data[0] == '/'
				       ? name_at(said, copies, rules, &size)
				       : NULL;

		if (name) {
			output_escaped(stream, ha_slice_of(name));
		} else {
			size = 1;
			fputc(said.data[0], stream);
		}
		said = ha_slice_from(said, size);
	}
}
