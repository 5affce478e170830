/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/show.h"

#include "hostsaccess/status/came.h"
#include "hostsaccess/tool/output.h"

#include <string.h>

static const char *
wrap_name(enum loader_wrap wrap)
{
	return wrap == LOADER_WRAP_OURS ? "the drop-in of pam_hostsaccess"
					: "tcp_wrappers";
}

/* What makes GUARD obey rules, in a few words. */
static const char *
summary(const struct guard *guard)
{
	const struct obey *obey = &guard->obey;
	bool wrap = obey_by_wrap(obey);
	bool module = obey->module == OBEY_MODULE_REFUSES;

	if (wrap && module)
		return "libwrap, then the module";
	if (wrap)
		return "libwrap";
	if (module)
		return "the module";
	if (obey->module == OBEY_MODULE_UNREADABLE)
		return "not known";
	if (obey->program.path[0] == '\0' && !obey->calls.exists)
		return "nothing: no program and no PAM service has this name";
	return "NOTHING";
}

/* Begins a line below that of a service. */
static void
begin(FILE *stream)
{
	fputs("    ", stream);
}

static void
put(FILE *stream, const char *text)
{
	output_escaped(stream, ha_slice_of(text));
}

static void
show_files(FILE *stream, const struct ha_rules *rules)
{
	put(stream, rules->allow_file);
	fputs(", ", stream);
	put(stream, rules->deny_file);
}

static void
show_wrap(FILE *stream, const struct guard *guard)
{
	const struct obey *obey = &guard->obey;
	const struct loader_wrap_file *wrap = &obey->program.wrap;

	if (wrap->wrap == LOADER_WRAP_NONE)
		return;
	begin(stream);
	put(stream, obey->program.asks);
	if (wrap->wrap == LOADER_WRAP_MISSING) {
		fputs(" asks for libwrap.so.0, which is not here: it does not "
		      "start\n",
		      stream);
		return;
	}
	fputs(" loads ", stream);
	put(stream, wrap->path);
	fprintf(stream, " (%s)%s\n", wrap_name(wrap->wrap),
		obey->module == OBEY_MODULE_REFUSES ? ", which decides first"
						    : "");
	if (guard->loaded && strcmp(guard->loaded, wrap->path) != 0) {
		begin(stream);
		fputs("a process of it still has ", stream);
		put(stream, guard->loaded);
		fputs(": restart it\n", stream);
	}
	if (!wrap->has_netgroups) {
		begin(stream);
		fputs("this libwrap knows no netgroups: its @NETGROUP never "
		      "matches\n",
		      stream);
	}
}

/* What the words of CALL say that matters. */
static void
show_words(FILE *stream, const struct call *call)
{
	const struct daemon_settings *values = &call->settings.values;

	if (call->rules.strict)
		fputs(", strict", stream);
	if (call->rules.noexec)
		fputs(", noexec", stream);
	if (values->nodns)
		fputs(", nodns", stream);
	if (values->permissive)
		fputs(", PERMISSIVE: nobody is refused", stream);
	if (values->unusable || call->settings.unusable)
		fputs(", UNUSABLE: everybody is refused", stream);
}

static void
show_calls(FILE *stream, const struct obey *obey)
{
	for (size_t i = 0; i < obey->calls.count; i++) {
		const struct call *call = &obey->calls.all[i];

		begin(stream);
		put(stream, call->place.file);
		fprintf(stream, ":%lu: %s: ", call->place.line,
			stack_type_name(call->type));
		show_files(stream, &call->rules);
		if (!ha_slice_is(call->daemon, obey->daemon)) {
			fputs(", as ", stream);
			output_escaped(stream, call->daemon);
		}
		show_words(stream, call);
		putc('\n', stream);
	}
}

static void
show_misnamed(FILE *stream, const struct guard *guard)
{
	const struct obey *obey = &guard->obey;

	if (!guard->misnamed)
		return;
	begin(stream);
	fputs("rules for ", stream);
	put(stream, obey->daemon);
	fputs(" have NO EFFECT: the module knows it as ", stream);
	output_escaped(stream, obey->calls.all[0].daemon);
	putc('\n', stream);
}

static void
show_unreadable(FILE *stream, const struct obey *obey)
{
	const struct ha_place *place = &obey->calls.overflow;

	begin(stream);
	put(stream, place->file);
	fprintf(stream,
		":%lu: cannot be read from here on, and may call the "
		"module\n",
		place->line);
}

/* Why the lines that there are do not make the module refuse. */
static void
show_module(FILE *stream, const struct obey *obey)
{
	const char *why = NULL;

	switch (obey->module) {
	case OBEY_MODULE_NO_PAM:
		why = "sshd asks no PAM: its configuration lacks UsePAM yes";
		break;
	case OBEY_MODULE_NO_ACCOUNT:
		why = "no line of type account: who has a key is not asked "
		      "about";
		break;
	case OBEY_MODULE_LETS_IN:
		why = "the control of the account line lets in whom it refuses";
		break;
	case OBEY_MODULE_SKIPPED:
		why = "a line before the account line may skip it";
		break;
	case OBEY_MODULE_UNREADABLE:
		show_unreadable(stream, obey);
		break;
	case OBEY_MODULE_NEVER:
	case OBEY_MODULE_PERMISSIVE: /* its line says so */
	case OBEY_MODULE_REFUSES:
		break;
	}
	if (!why)
		return;
	begin(stream);
	fprintf(stream, "%s\n", why);
}

static void
show_came(FILE *stream, const struct guards *guards, const struct obey *obey,
	  const struct came_who *who)
{
	static const char *const words[] = {
	    [CAME_ALLOWED] = "allowed",
	    [CAME_DEPENDS] = "allowed or not, as the command of an aclexec "
			     "says",
	    [CAME_REFUSED] = "REFUSED",
	};
	struct came came;

	came_read(guards, obey, who, &came);
	if (came.session != CAME_NOBODY) {
		begin(stream);
		fputs("this session, from ", stream);
		put(stream, came.client);
		fprintf(stream, ": %s", words[came.session]);
		if (came.file[0] != '\0') {
			fputs(" by ", stream);
			put(stream, came.file);
			fprintf(stream, ":%lu", came.line);
		}
		putc('\n', stream);
	}
	if (came.hosts == 0)
		return;
	begin(stream);
	fprintf(stream, "%zu of %zu hosts that logged in lately are REFUSED",
		came.refused, came.hosts);
	if (came.refused > 0) {
		fputs(", such as ", stream);
		put(stream, came.example);
	}
	putc('\n', stream);
}

static void
show_penalties(FILE *stream, const struct guards *guards,
	       const struct obey *obey)
{
	if (!obey_has_penalties(guards->machine, obey))
		return;
	begin(stream);
	fputs("sshd drops clients that were refused some times, for seconds to "
	      "minutes, without asking\n",
	      stream);
	begin(stream);
	fputs("anybody (PerSourcePenalties); a reload ends that: see DAEMONS "
	      "in pam_hostsaccess(8)\n",
	      stream);
}

void
status_show(FILE *stream, const struct guards *guards,
	    const struct came_who *who)
{
	for (size_t i = 0; i < guards->count; i++) {
		const struct guard *guard = &guards->all[i];
		const struct obey *obey = &guard->obey;

		put(stream, obey->daemon);
		fprintf(stream, ": %s%s%s\n", summary(guard),
			guard->listens ? "; clients can reach it" : "",
			guard->named ? "" : "; no rule names it");
		show_wrap(stream, guard);
		show_calls(stream, obey);
		show_module(stream, obey);
		show_misnamed(stream, guard);
		if (obey_is_guarded(obey))
			show_came(stream, guards, obey, who);
		show_penalties(stream, guards, obey);
	}
	if (guards->count == 0)
		fputs("no service calls the module, none that clients can "
		      "reach, and no rule names one\n",
		      stream);
}
