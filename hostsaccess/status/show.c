/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/show.h"

#include "hostsaccess/status/came.h"
#include "hostsaccess/tool/output.h"

#include <limits.h>
#include <stdlib.h>
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
	bool wrap = guard_asks_wrap(guard);
	bool module = obey->module == OBEY_MODULE_REFUSES;

	if (obey->module == OBEY_MODULE_BROKEN)
		return "libpam, which lets nobody in";
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

/* What processes have loaded, where that is not what the file asks for. */
static void
show_process(FILE *stream, const struct guard *guard)
{
	const struct program *program = &guard->obey.program;
	char here[PATH_MAX], there[PATH_MAX];
	struct loader_wrap_file file;

	if (!guard->runs || strcmp(program->asks, program->path) != 0)
		return;
	if (!guard->all_ask) {
		begin(stream);
		fputs("a process of it runs WITHOUT libwrap: restart it\n",
		      stream);
		return;
	}
	if (!realpath(guard->loaded, here) ||
	    !realpath(program->wrap.path, there) || strcmp(here, there) == 0)
		return;
	loader_look_at_wrap("", guard->loaded, &file);
	begin(stream);
	fputs("a process of it has ", stream);
	put(stream, guard->loaded);
	fprintf(stream, " (%s) until it is restarted\n", wrap_name(file.wrap));
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
	if (obey->program.linked.idle) {
		fputs(", and does not ask it: ", stream);
		put(stream, obey->program.linked.advice);
		putc('\n', stream);
		return;
	}
	fprintf(stream, " (%s)%s\n", wrap_name(wrap->wrap),
		obey->module == OBEY_MODULE_REFUSES ? ", which decides first"
						    : "");
	show_process(stream, guard);
	if (guard->wrapped && guard->wrapped->values.permissive) {
		begin(stream);
		put(stream, guard->conf);
		fputs(": PERMISSIVE: nobody is refused\n", stream);
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
show_calls(FILE *stream, const struct guard *guard)
{
	const struct obey *obey = &guard->obey;

	for (size_t i = 0; i < obey->calls.count && !guard->without_pam; i++) {
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

	if (guard->unasked) {
		begin(stream);
		fputs("rules for it in ", stream);
		put(stream, guard->unasked);
		fputs(" have NO EFFECT: it asks other files\n", stream);
	}
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
	case OBEY_MODULE_UNDONE:
		why = "another line may undo the refusal of the account line";
		break;
	case OBEY_MODULE_BROKEN:
		why = "libpam lets nobody in: see hostsaccess check";
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

/* Whether other programs have the name of guard INDEX, too. */
static bool
is_one_of_several(const struct guards *guards, size_t index)
{
	const char *daemon = guards->all[index].obey.daemon;

	for (size_t i = 0; i < guards->count; i++)
		if (i != index &&
		    strcmp(guards->all[i].obey.daemon, daemon) == 0)
			return true;
	return false;
}

static void
show_asks(FILE *stream, const struct asks *asks)
{
	for (size_t i = 0; i < asks->count; i++) {
		const struct ask *ask = &asks->all[i];

		fprintf(stream, "rules ask for %s%s", ask->name,
			ask->value[0] ? "=" : "");
		put(stream, ask->value);
		fputs(ask->works ? ": " : ": CANNOT BE FOUND OUT: ", stream);
		put(stream, ask->words);
		putc('\n', stream);
	}
}

void
status_show(FILE *stream, const struct guards *guards,
	    const struct came_who *who)
{
	for (size_t i = 0; i < guards->count; i++) {
		const struct guard *guard = &guards->all[i];
		const struct obey *obey = &guard->obey;

		put(stream, obey->daemon);
		if (is_one_of_several(guards, i)) {
			bool file = obey->program.path[0] != '\0';

			fputs(file ? " (" : " (PAM service ", stream);
			put(stream, file ? obey->program.path : obey->service);
			putc(')', stream);
		}
		fprintf(stream, ": %s%s%s\n", summary(guard),
			guard->listens ? "; clients can reach it" : "",
			guard->named ? "" : "; no rule names it");
		show_wrap(stream, guard);
		show_calls(stream, guard);
		show_module(stream, obey);
		show_misnamed(stream, guard);
		if (guard_holds(guard))
			show_came(stream, guards, obey, who);
		show_penalties(stream, guards, obey);
	}
	show_asks(stream, &guards->asks);
	if (guards->count == 0)
		fputs("no service calls the module, none that clients can "
		      "reach, and no rule names one\n",
		      stream);
}
