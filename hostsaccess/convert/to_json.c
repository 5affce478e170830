/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/to.h"

#include "hostsaccess/tool/json.h"

/* All terms can be said, but for those that nobody can. */
static const char *
no_fault(const struct term *term, bool grants)
{
	(void)term;
	(void)grants;
	return NULL;
}

/* What a term is, as the key of its text. */
static const char *
key_of(const struct term *term)
{
	switch ((enum term_kind)term->kind) {
	case TERM_NET:
		return "net";
	case TERM_NAME:
		return "name";
	case TERM_SUFFIX:
		return "suffix";
	case TERM_WILDCARD:
		return "wildcard";
	case TERM_FORWARD:
		return "forward";
	case TERM_NETGROUP:
		return "netgroup";
	case TERM_USER:
		return "user";
	case TERM_GROUP:
		return "group";
	case TERM_USERS:
		return "wildcard";
	case TERM_UNSAID:
	case TERM_ALL:
	case TERM_EXCEPT:
	case TERM_LOCAL:
		break;
	}
	return NULL;
}

static void
write_term(struct json *json, const struct term *term)
{
	char buffer[NET_TEXT_MAX];
	const char *key = key_of(term);

	if (!key) {
		json_string(json, NULL,
			    term->kind == TERM_LOCAL ? term->text : "ALL");
		return;
	}
	json_object(json, NULL);
	json_string(json, key, term_text(term, buffer));
	json_object_end(json);
}

/* Writes LIST as an array of arrays: each is excepted from the one before. */
static void
write_terms(struct json *json, const char *key, const struct terms *list)
{
	json_array(json, key);
	json_array(json, NULL);
	for (size_t i = 0; i < list->count; i++) {
		if (list->terms[i].kind != TERM_EXCEPT) {
			write_term(json, &list->terms[i]);
			continue;
		}
		json_array_end(json);
		json_array(json, NULL);
	}
	json_array_end(json);
	json_array_end(json);
}

static void
write_place(struct json *json, const char *file, unsigned long line)
{
	json_string(json, "file", file);
	if (line > 0)
		json_number(json, "line", line);
}

static void
write_unsaid(struct json *json, const struct unsaid *unsaid)
{
	json_object(json, NULL);
	write_place(json, unsaid->file, unsaid->line);
	json_string(json, "text", unsaid->text);
	json_string(json, "why", unsaid->why);
	json_bool(json, "refusal", unsaid->refusal);
	json_object_end(json);
}

static int
write_json(struct conversion *conversion)
{
	const struct rules_model *model = &conversion->model;
	struct json json = {.stream = stdout};

	json_object(&json, NULL);
	json_string(&json, "from", conversion->from);
	json_string(&json, "daemon", conversion->daemon);
	json_array(&json, "rules");
	for (size_t i = 0; i < model->count; i++) {
		const struct converted_rule *rule = &model->rules[i];

		json_object(&json, NULL);
		json_string(&json, "decision", rule->grants ? "allow" : "deny");
		write_terms(&json, "users", &rule->users);
		write_terms(&json, "clients", &rule->clients);
		write_place(&json, rule->file, rule->line);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_array(&json, "not_said");
	for (size_t i = 0; i < model->unsaid_count; i++)
		write_unsaid(&json, &model->unsaid[i]);
	json_array_end(&json);
	json_object_end(&json);
	json_end(&json);
	return 0;
}

const struct format to_json = {
    "json", {"JSON", no_fault, no_fault, NULL}, write_json};
