/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/rule_files.h"

#include "common/rule/pattern.h"
#include "common/rule/visit.h"
#include "common/source/source.h"
#include "hostsaccess/tool/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct visitor {
	void (*rule)(void *context, const struct ha_rule *rule);
	void (*name)(void *context, struct ha_slice daemon);
	void *context;
};

static void
add(struct rule_files *files, const char *file)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->names[i], file) == 0)
			return;
	files->names =
	    memory_grow(files->names, files->count, sizeof(*files->names));
	files->names[files->count++] = memory_copy(ha_slice_of(file));
}

void
rule_files_add(struct rule_files *files, const char *allow_file,
	       const char *deny_file)
{
	add(files, allow_file);
	add(files, deny_file);
}

static void
visit_token(void *context, const struct ha_token *token,
	    const struct ha_pattern *left, const struct ha_pattern *host)
{
	const struct visitor *visitor = context;

	(void)host;
	if (token->client || token->except || token->group > 0 || !left ||
	    left->kind != HA_PATTERN_TEXT)
		return;
	visitor->name(visitor->context, token->left);
}

static void
visit_file(const struct visitor *visitor, const char *path)
{
	struct ha_source source;
	enum ha_status status;
	struct ha_line line;
	struct ha_rule rule;

	status = ha_source_open(&source, path, true);
	memory_check(status);
	if (status != HA_OK)
		return;
	while ((status = ha_source_next(&source, &line)) == HA_OK) {
		if (ha_syntax_parse(&line, NULL, &rule) != HA_SYNTAX_RULE)
			continue;
		visitor->rule(visitor->context, &rule);
		ha_visit_lists(&rule, NULL, visit_token, (void *)visitor);
	}
	memory_check(status);
	ha_source_close(&source);
}

void
rule_files_visit(const struct rule_files *files,
		 void (*rule)(void *context, const struct ha_rule *rule),
		 void (*name)(void *context, struct ha_slice daemon),
		 void *context)
{
	const struct visitor visitor = {rule, name, context};
	char path[PATH_MAX];

	for (size_t i = 0; i < files->count; i++)
		if (snprintf(path, sizeof(path), "%s%s", files->root,
			     files->names[i]) < (int)sizeof(path))
			visit_file(&visitor, path);
}

void
rule_files_free(struct rule_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->names[i]);
	free(files->names);
}
