/* SPDX-License-Identifier: BSD-3-Clause */
/* Files as lines. */
#include "common/source/source.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char path[] = "file";

/* Writes what SOURCE gives as "LINE:TEXT|" to OUT. */
static void
read_all(bool joins, char *out, size_t size)
{
	struct ha_source source;
	struct ha_line line;
	enum ha_status status;
	size_t used = 0;

	assert_int_equal(ha_source_open(&source, path, joins), HA_OK);
	out[0] = '\0';
	errno = EINTR; /* of another call: not of a read that meets the end */
	while ((status = ha_source_next(&source, &line)) == HA_OK) {
		used += (size_t)snprintf(out + used, size - used, "%lu:%.*s|",
					 line.place.line, (int)line.text.size,
					 line.text.data);
		/* what is not joined is not copied */
		assert_int_equal(line.text.data == line.raw.data,
				 line.joint_count == 0);
	}
	assert_int_equal(status, HA_END);
	assert_int_equal(ha_source_next(&source, &line), HA_END);
	assert_int_equal(ha_source_unchanged(&source, NULL), HA_OK);
	ha_source_close(&source);
}

/* R1.06 and R1.10 to R1.13, and the rows last-newline and bom. */
static void
lines_are_joined_and_counted(void **state)
{
	static const struct {
		const char *text;
		bool joins;
		const char *lines;
	} rows[] = {
	    {"", true, ""},
	    {"\n", true, "1:|"},
	    {"a\nb\n", true, "1:a|2:b|"},
	    {"a\nb", true, "1:a|2:b|"},
	    {"a\n\nb", true, "1:a|2:|3:b|"},
	    {"a\\\nb\nc\n", true, "1:ab|3:c|"},
	    {"a\\\n\\\n\\\nb\nc", true, "1:ab|5:c|"},
	    {"a\\\n b\n", true, "1:a b|"},
	    {"a\\ \nb\n", true, "1:a\\ |2:b|"},
	    {"a\\\\\nb\n", true, "1:a\\b|"},
	    {"a\\\r\nb\n", true, "1:a\\\r|2:b|"},
	    {"a\\\n", true, "1:a|"},
	    {"a\\", true, "1:a\\|"},
	    {"\\\n", true, "1:|"},
	    {"\\\n\\\n", true, "1:|"},
	    {"\\\n\na", true, "1:|3:a|"},
	    {"# a\\\nb\nc\n", true, "1:# ab|3:c|"},
	    {"a\\\nb\n", false, "1:a\\|2:b|"},
	    {"\xef\xbb\xbf"
	     "a\nb\n",
	     true, "1:a|2:b|"},
	    {"\xef\xbb\xbf", true, ""},
	    {"\xef\xbb\xbf\n", true, "1:|"},
	    {"\xef\xbb", true, "1:\xef\xbb|"},
	    {"a\n\xef\xbb\xbf", true, "1:a|2:\xef\xbb\xbf|"},
	    {"a\r\n", true, "1:a\r|"},
	};
	char lines[256];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].lines);
		write_text(path, rows[i].text);
		read_all(rows[i].joins, lines, sizeof(lines));
		assert_string_equal(lines, rows[i].lines);
	}
}

/* Every kind of line end is put across the edge of the first block. */
static void
block_edges_do_not_show(void **state)
{
	static const char tail[] = "b\\\nc\n\nd\\\\\ne\\\n\\\nf\r\ng";
	size_t edge = 64UL * 1024UL, size = edge + 64;
	char *text = malloc(size), *lines = malloc(size);

	(void)state;
	assert_non_null(text);
	assert_non_null(lines);
	for (size_t at = edge - sizeof(tail) - 1; at <= edge + 1; at++) {
		static const char wanted[] = "|2:bc|4:|5:d\\ef\r|9:g|";
		size_t used;

		memset(text, 'a', at);
		text[at - 1] = '\n';
		memcpy(text + at, tail, sizeof(tail) - 1);
		write_slice(path,
			    (struct ha_slice){text, at + sizeof(tail) - 1});
		read_all(true, lines, size);
		used = strlen(lines);
		assert_int_equal(used, 2 + at - 1 + sizeof(wanted) - 1);
		assert_string_equal(lines + 2 + at - 1, wanted);
	}
	free(text);
	free(lines);
}

static void
places_follow_the_physical_lines(void **state)
{
	static const struct {
		size_t offset;
		unsigned long line, column;
	} rows[] = {
	    {0, 2, 1}, {1, 2, 2}, {2, 3, 1}, {3, 5, 1}, {4, 5, 2}, {5, 5, 3},
	};
	struct ha_source source;
	struct ha_line line;

	(void)state;
	write_text(path, "x\nab\\\nc\\\n\\\nde\n");
	assert_int_equal(ha_source_open(&source, path, true), HA_OK);
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "abcde");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_place place = ha_line_place(&line, rows[i].offset);

		assert_string_equal(place.file, path);
		assert_int_equal(place.line, rows[i].line);
		assert_int_equal(place.column, rows[i].column);
	}
	ha_source_close(&source);
}

/* Row line-length: a logical line may have 1 MiB with its newlines. */
static void
lines_have_a_limit(void **state)
{
	static const struct {
		const char *name;
		size_t size;
		size_t joint; /* a continuation here, or 0 */
		enum ha_status status;
	} rows[] = {
	    {"longest", HA_LINE_MAX - 1, 0, HA_OK},
	    {"longest, continued", HA_LINE_MAX - 1, 5000, HA_OK},
	    {"too long", HA_LINE_MAX, 0, HA_ERR_LIMIT},
	    {"too long, continued", HA_LINE_MAX, 5000, HA_ERR_LIMIT},
	    {"much too long", HA_LINE_MAX * 3, 0, HA_ERR_LIMIT},
	};
	char *text = malloc(HA_LINE_MAX * 3 + 3);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_source source;
		struct ha_line line;

		row(rows[i].name);
		memset(text, 'a', 2 + rows[i].size);
		memcpy(text, "x\n", 2);
		if (rows[i].joint)
			memcpy(text + rows[i].joint, "\\\n", 2);
		text[2 + rows[i].size] = '\n';
		write_slice(path, (struct ha_slice){text, rows[i].size + 3});
		assert_int_equal(ha_source_open(&source, path, true), HA_OK);
		assert_int_equal(ha_source_next(&source, &line), HA_OK);
		assert_int_equal(ha_source_next(&source, &line),
				 rows[i].status);
		assert_int_equal(line.place.line, 2);
		ha_source_close(&source);
	}
	free(text);
}

/*
 * Rows unreadable: only "no such file" is an empty file.  What to open has
 * effects, such as a FIFO, is not opened as a list.
 */
static void
what_is_no_file_is_an_error(void **state)
{
	struct ha_source source;
	char below[sizeof(path) + 2], event[512];
	int watch;

	(void)state;
	snprintf(below, sizeof(below), "%s/x", path);
	assert_int_equal(ha_source_open(&source, below, true), HA_ERR_IO);
	assert_int_equal(errno, ENOTDIR);
	assert_int_equal(ha_source_open(&source, "/tmp", true), HA_ERR_IO);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(ha_source_open(&source, "/nonexistent/x", true),
			 HA_ERR_IO);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(ha_source_open(&source, "/nonexistent/x", false),
			 HA_ERR_IO);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(ha_source_open(&source, "/nonexistent", false),
			 HA_ABSENT);
	assert_int_equal(ha_source_open(&source, "/nonexistent", true),
			 HA_ABSENT);
	assert_int_equal(ha_source_open(&source, "", true), HA_ABSENT);
	assert_int_equal(ha_source_open(&source, "/dev/null", true), HA_OK);
	assert_int_equal(ha_source_next(&source, &(struct ha_line){0}), HA_END);
	ha_source_close(&source);
	assert_int_equal(ha_source_open(&source, "/dev/urandom", true),
			 HA_ERR_IO);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	watch = inotify_init1(IN_NONBLOCK);
	assert_true(inotify_add_watch(watch, path, IN_OPEN) >= 0);
	assert_int_equal(ha_source_open(&source, path, false), HA_ERR_IO);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(read(watch, event, sizeof(event)), -1);
	assert_int_equal(errno, EAGAIN);
	close(watch);
	assert_int_equal(ha_source_open(&source, path, true), HA_ERR_IO);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(ha_source_open(&source, "/proc/version", false),
			 HA_ERR_IO);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(ha_source_open(&source, path, true), HA_ABSENT);
	write_text(path, "");
}

static void
descriptors_do_not_leak_into_commands(void **state)
{
	struct ha_source source;

	(void)state;
	assert_int_equal(ha_source_open(&source, path, true), HA_OK);
	assert_true(fcntl(source.fd, F_GETFD) & FD_CLOEXEC);
	ha_source_close(&source);
	assert_int_equal(fcntl(source.fd, F_GETFD), -1);
}

/* A daemon without a terminal does not get one by the file that it opens. */
static void
terminals_are_not_taken(void **state)
{
	struct ha_source source;
	int master = posix_openpt(O_RDWR | O_NOCTTY), status;
	pid_t pid;

	(void)state;
	assert_true(master >= 0 && grantpt(master) == 0 &&
		    unlockpt(master) == 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(setsid() < 0 ||
		      ha_source_open(&source, ptsname(master), true) !=
			  HA_ERR_IO ||
		      open("/dev/tty", O_RDWR) >= 0 || errno != ENXIO);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(master);
}

static void
changes_are_noticed(void **state)
{
	struct ha_source source;
	struct ha_line line;

	(void)state;
	write_text(path, "a\n");
	assert_int_equal(ha_source_open(&source, path, true), HA_OK);
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_int_equal(ha_source_unchanged(&source, NULL), HA_OK);
	write_text(path, "a\nb\n");
	assert_int_equal(ha_source_unchanged(&source, NULL), HA_ERR_CHANGED);
	ha_source_close(&source);
}

/* A program may have closed its standard input. */
static void
any_descriptor_will_do(void **state)
{
	struct ha_source source;
	int kept = dup(0);

	(void)state;
	write_text(path, "a\n");
	close(0);
	errno = ENOENT;
	assert_int_equal(ha_source_open(&source, path, true), HA_OK);
	assert_int_equal(source.fd, 0);
	ha_source_close(&source);
	if (kept >= 0)
		assert_int_equal(dup2(kept, 0), 0);
	close(kept);
}

static struct ha_diagnostic heard;

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	heard = *diagnostic;
}

static void
whether_it_changed_must_be_known(void **state)
{
	const struct ha_source source = {.file = path, .fd = -1};
	const struct ha_sink sink = {hear, NULL};

	(void)state;
	assert_int_equal(ha_source_unchanged(&source, &sink), HA_ERR_IO);
	assert_int_equal(heard.id, HA_D_FILE_UNREADABLE);
	assert_int_equal(heard.error, EBADF);
	assert_ptr_equal(heard.place.file, path);
}

/* Also where long has 32 bits. */
static void
files_may_be_of_any_year(void **state)
{
	const int64_t year_2040 = INT64_C(2208988800);
	struct timespec times[2] = {{.tv_sec = (time_t)year_2040},
				    {.tv_sec = (time_t)year_2040}};
	struct ha_source source;

	(void)state;
	write_text(path, "ALL: ALL\n");
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	assert_int_equal(ha_source_open(&source, path, true), HA_OK);
	assert_true((int64_t)source.status.st_mtim.tv_sec == year_2040);
	assert_int_equal(ha_source_unchanged(&source, NULL), HA_OK);
	ha_source_close(&source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_joined_and_counted),
	    cmocka_unit_test(block_edges_do_not_show),
	    cmocka_unit_test(places_follow_the_physical_lines),
	    cmocka_unit_test(lines_have_a_limit),
	    cmocka_unit_test(what_is_no_file_is_an_error),
	    cmocka_unit_test(descriptors_do_not_leak_into_commands),
	    cmocka_unit_test(terminals_are_not_taken),
	    cmocka_unit_test(changes_are_noticed),
	    cmocka_unit_test(any_descriptor_will_do),
	    cmocka_unit_test(whether_it_changed_must_be_known),
	    cmocka_unit_test(files_may_be_of_any_year),
	};

	return cmocka_run_group_tests_name("source", tests, folder_make,
					   folder_remove);
}
