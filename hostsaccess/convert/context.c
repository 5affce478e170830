/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/context.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/progress.h"
#include "hostsaccess/tool/search.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* How much of a text is shown. */
#define SHOWN 60

/* Says to standard error what there is to say of TEXT. */
static void
tell(const char *file, unsigned long line, unsigned long column,
     struct ha_slice text, const char *message)
{
	bool utf8 = output_is_utf8(stderr);

	output_plain(stderr, file);
	if (line > 0)
		fprintf(stderr, ":%lu", line);
	if (column > 0)
		fprintf(stderr, ":%lu", column);
	fputs(": ", stderr);
	if (text.size > 0) {
		output_quoted(stderr, text, SHOWN, utf8);
		fputs(": ", stderr);
	}
	output_message(stderr, "%s", message);
}

void
conversion_fault(struct conversion *conversion, const char *file,
		 unsigned long line, unsigned long column, struct ha_slice text,
		 const char *fault)
{
	if (++conversion->faults <= CONVERSION_FAULTS_SHOWN)
		tell(file, line, column, text, fault);
}

static size_t
column_of(const struct conversion_line *line, struct ha_slice part)
{
	return part.data ? 1 + (size_t)(part.data - line->text.data) : 1;
}

void
conversion_line_note(const struct conversion_line *line, struct ha_slice part,
		     const char *note)
{
	tell(line->file, line->number, column_of(line, part), part, note);
}

void
conversion_line_fault(struct conversion *conversion,
		      const struct conversion_line *line, struct ha_slice part,
		      const char *fault)
{
	conversion_fault(conversion, line->file, line->number,
			 column_of(line, part), part, fault);
}

/* Reads all lines of FD.  Returns 0, or the number of an error. */
static int
read_lines(struct conversion *conversion, const char *file, int fd, size_t max,
	   conversion_line_fn *take, void *context)
{
	struct input *input = memory_resize(NULL, 1, sizeof(*input));
	struct conversion_line line = {.file = file};
	struct progress progress;
	enum ha_status status = HA_OK;
	bool ended = false; /* at a line that has perhaps no end itself */
	int error;

	progress_begin(&progress, "lines");
	progress_of_file(&progress, fd);
	input_begin(input, fd);
	while (!ended && (status = input_next(input, &line.text)) == HA_OK) {
		ended = input->cut;
		line.number = input->line;
		line.open = input->open;
		progress.bytes += (off_t)line.text.size + 1;
		progress_step(&progress);
		if (input->cut || line.text.size > max)
			conversion_fault(conversion, file, line.number, 0,
					 line.text, "the line is too long");
		else if (ha_slice_find(line.text, '\0') < line.text.size)
			conversion_line_fault(conversion, &line, line.text,
					      "the line holds a NUL byte");
		else
			take(context, &line);
	}
	conversion->unreadable |= ended;
	error = ended || status == HA_END ? 0 : errno;
	progress_clear(&progress);
	free(input);
	return error;
}

/* Opens FILE; says why not.  What may have no end is no file. */
static int
open_file(const char *file, const char **fault)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat status, null;

	if (fd < 0 || fstat(fd, &status) != 0)
		*fault = strerror(errno);
	else if (S_ISDIR(status.st_mode))
		*fault = strerror(EISDIR);
	else if (!S_ISREG(status.st_mode) &&
		 (stat("/dev/null", &null) != 0 ||
		  null.st_rdev != status.st_rdev || !S_ISCHR(status.st_mode)))
		*fault = "no regular file; standard input may be anything";
	return fd;
}

void
conversion_read(struct conversion *conversion, const char *file, size_t max,
		conversion_line_fn *take, void *context)
{
	bool standard = strcmp(file, "-") == 0;
	const char *name = standard ? "standard input" : file, *fault = NULL;
	int fd = standard ? STDIN_FILENO : open_file(file, &fault), error;

	if (!fault) {
		error = read_lines(conversion, name, fd, max, take, context);
		fault = error != 0 ? strerror(error) : NULL;
	}
	if (fault) {
		conversion_fault(conversion, name, 0, 0,
				 (struct ha_slice){NULL, 0}, fault);
		conversion->unreadable = true;
	}
	if (fd >= 0 && !standard)
		close(fd);
}

/* Whether glob(3), which found nothing, may have passed something over. */
static bool
is_hidden(const char *pattern)
{
	struct stat status;

	return !strpbrk(pattern, "*?[") && lstat(pattern, &status) != 0 &&
	       errno != ENOENT && errno != ENOTDIR;
}

void
conversion_find(struct conversion *conversion, const char *pattern,
		glob_t *found)
{
	int error;

	*found = (glob_t){0};
	error = search_files(pattern, found);
	if (error == GLOB_NOSPACE)
		memory_out();
	if (error == 0 || (error == GLOB_NOMATCH && !is_hidden(pattern)))
		return;
	globfree(found);
	*found = (glob_t){0};
	conversion_fault(conversion, pattern, 0, 0, (struct ha_slice){NULL, 0},
			 "a folder cannot be searched");
	conversion->unreadable = true;
}

void
conversion_begin_rule(struct conversion *conversion,
		      const struct conversion_line *line,
		      struct converted_rule *rule)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_SPACE);
	struct rules_model *model = &conversion->model;

	*rule = (struct converted_rule){
	    .file = model_keep(model, ha_slice_of(line->file)),
	    .line = line->number,
	    .text = model_keep(model, text)};
}
