/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/left_out.h"

#include "hostsaccess/tool/output.h"

#include <stdio.h>
#include <string.h>

void
left_out_add(struct left_out *left_out, const struct log_reader *reader,
	     const char *file)
{
	struct ha_slice text =
	    ha_slice_head(reader->text, sizeof(left_out->text));

	if (left_out->count++ > 0)
		return;
	left_out->file = file;
	left_out->line = reader->line;
	left_out->size = text.size;
	if (text.size > 0)
		memcpy(left_out->text, text.data, text.size);
}

void
left_out_show(const struct left_out *left_out, const char *name)
{
	struct ha_slice text = {left_out->text, left_out->size};

	fprintf(stderr, "hostsaccess %s: ", name);
	output_plain(stderr, left_out->file);
	fprintf(stderr, ":%lu: ", left_out->line);
	output_escaped(stderr, text);
	fputs(text.size == sizeof(left_out->text) ? "...\n" : "\n", stderr);
}
