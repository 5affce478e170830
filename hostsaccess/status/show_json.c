/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/came.h"
#include "hostsaccess/status/show.h"
#include "hostsaccess/tool/json.h"

static void
show_wrap(struct json *json, const struct guard *guard)
{
	static const char *const kinds[] = {
	    [LOADER_WRAP_NONE] = "none",
	    [LOADER_WRAP_STOCK] = "tcp_wrappers",
	    [LOADER_WRAP_OURS] = "drop-in",
	    [LOADER_WRAP_MISSING] = "missing",
	};
	const struct program *program = &guard->obey.program;

	if (program->wrap.wrap == LOADER_WRAP_NONE)
		return;
	json_object(json, "libwrap");
	json_string(json, "kind", kinds[program->wrap.wrap]);
	json_string(json, "asked_by", program->asks);
	json_string(json, "path", program->wrap.path);
	json_bool(json, "asked", program_asks_wrap(program));
	json_bool(json, "netgroups", program->wrap.has_netgroups);
	if (guard->loaded)
		json_string(json, "loaded", guard->loaded);
	if (guard->wrapped)
		json_bool(json, "permissive",
			  guard->wrapped->values.permissive);
	json_object_end(json);
}

static void
show_call(struct json *json, const struct call *call)
{
	const struct daemon_settings *values = &call->settings.values;

	json_object(json, NULL);
	json_string(json, "file", call->place.file);
	json_number(json, "line", call->place.line);
	json_string(json, "type", stack_type_name(call->type));
	json_text(json, "daemon", call->daemon);
	json_string(json, "allow_file", call->rules.allow_file);
	json_string(json, "deny_file", call->rules.deny_file);
	json_bool(json, "strict", call->rules.strict);
	json_bool(json, "noexec", call->rules.noexec);
	json_bool(json, "nodns", values->nodns);
	json_bool(json, "permissive", values->permissive);
	json_bool(json, "unusable",
		  values->unusable || call->settings.unusable);
	json_object_end(json);
}

static void
show_came(struct json *json, const struct guards *guards,
	  const struct obey *obey, const struct came_who *who)
{
	static const char *const answers[] = {
	    [CAME_ALLOWED] = "allow",
	    [CAME_DEPENDS] = "depends",
	    [CAME_REFUSED] = "refuse",
	};
	struct came came;

	came_read(guards, obey, who, &came);
	if (came.session != CAME_NOBODY) {
		json_object(json, "session");
		json_string(json, "client", came.client);
		json_string(json, "decision", answers[came.session]);
		json_object_end(json);
	}
	json_object(json, "logins");
	json_number(json, "hosts", came.hosts);
	json_number(json, "refused", came.refused);
	json_object_end(json);
}

/* What the module does, in a word (hostsaccess(8), JSON). */
static const char *
module_word(enum obey_module module)
{
	switch (module) {
	case OBEY_MODULE_NEVER:
		return "none";
	case OBEY_MODULE_UNREADABLE:
		return "unreadable";
	case OBEY_MODULE_NO_PAM:
		return "no-pam";
	case OBEY_MODULE_NO_ACCOUNT:
		return "no-account";
	case OBEY_MODULE_LETS_IN:
		return "lets-in";
	case OBEY_MODULE_UNDONE:
		return "undone";
	case OBEY_MODULE_BROKEN:
		return "broken";
	case OBEY_MODULE_SKIPPED:
		return "skipped";
	case OBEY_MODULE_PERMISSIVE:
		return "permissive";
	case OBEY_MODULE_REFUSES:
		return "refuses";
	}
	return "none";
}

static const char *
first_of(const struct guard *guard)
{
	if (guard_asks_wrap(guard))
		return "libwrap";
	return guard->obey.module == OBEY_MODULE_REFUSES ? "module" : "none";
}

static void
show_asks(FILE *stream, const struct asks *asks)
{
	for (size_t i = 0; i < asks->count; i++) {
		const struct ask *ask = &asks->all[i];
		struct json json = {.stream = stream};

		json_object(&json, NULL);
		json_string(&json, "asks", ask->name);
		json_string(&json, "value", ask->value);
		json_bool(&json, "works", ask->works);
		json_string(&json, "words", ask->words);
		json_object_end(&json);
		json_end(&json);
	}
}

void
status_show_json(FILE *stream, const struct guards *guards,
		 const struct came_who *who)
{
	for (size_t i = 0; i < guards->count; i++) {
		const struct guard *guard = &guards->all[i];
		const struct obey *obey = &guard->obey;
		struct json json = {.stream = stream};

		json_object(&json, NULL);
		json_string(&json, "daemon", obey->daemon);
		json_string(&json, "service", obey->service);
		json_string(&json, "program", obey->program.path);
		json_bool(&json, "named", guard->named);
		json_bool(&json, "listens", guard->listens);
		json_bool(&json, "enabled", guard->enabled);
		json_bool(&json, "guarded", guard_holds(guard));
		json_string(&json, "first", first_of(guard));
		show_wrap(&json, guard);
		json_string(&json, "module", module_word(obey->module));
		json_array(&json, "lines");
		for (size_t j = 0; j < obey->calls.count && !guard->without_pam;
		     j++)
			show_call(&json, &obey->calls.all[j]);
		json_array_end(&json);
		if (guard_holds(guard))
			show_came(&json, guards, obey, who);
		json_bool(&json, "penalties",
			  obey_has_penalties(guards->machine, obey));
		json_object_end(&json);
		json_end(&json);
	}
	show_asks(stream, &guards->asks);
}
