/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/recent.h"

#include "common/base/child.h"
#include "hostsaccess/past/journal.h"
#include "hostsaccess/past/log_reader.h"
#include "hostsaccess/past/login.h"
#include "hostsaccess/past/message.h"
#include "hostsaccess/past/system_log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whatever journalctl does. */
#define MILLISECONDS_MAX 5000
/* How much of the end of a file is read. */
#define TAIL ((off_t)8 << 20)

/* Adds the login that LINE says, if it is one since SINCE. */
static void
add(struct logins *logins, const struct log_line *line, time_t since)
{
	struct login login = {0};
	struct event event;
	char address[HA_ADDRESS_TEXT_MAX];
	struct ha_slice host;

	if (message_read(line, &event) != EVENT_LOGIN)
		return;
	login.time = log_time_value(&line->time, time(NULL));
	login.daemon = login_service(event.service);
	ha_slice_copy(ha_slice_head(event.user, sizeof(login.user) - 1),
		      login.user, sizeof(login.user));
	host = event.host;
	if (event.address.family != HA_FAMILY_NONE) {
		ha_address_format(&event.address, true, address);
		host = ha_slice_of(address);
	}
	if (login.time >= since && login_set_host(&login, host))
		logins_add(logins, &login);
}

/* Reads FD, in the midst of a line if IS_CUT, until a deadline. */
static void
read_log(int fd, bool is_cut, time_t since, struct logins *logins)
{
	struct log_reader *reader = log_reader_new(fd);
	struct timespec deadline;
	struct log_line line;
	struct ha_slice rest;
	bool is_line;

	ha_deadline_set(&deadline, MILLISECONDS_MAX);
	reader->input.deadline = &deadline;
	if (is_cut)
		input_next(&reader->input, &rest);
	while (log_reader_next(reader, &line, &is_line) == HA_OK)
		if (is_line && !reader->is_cut)
			add(logins, &line, since);
	free(reader);
}

void
recent_read_file(const char *file, time_t since, struct logins *logins)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	bool is_cut;

	if (fd < 0)
		return;
	is_cut = lseek(fd, 0, SEEK_END) > TAIL;
	lseek(fd, is_cut ? -TAIL : 0, is_cut ? SEEK_END : SEEK_SET);
	read_log(fd, is_cut, since, logins);
	close(fd);
}

void
recent_read(time_t since, struct logins *logins)
{
	size_t count = logins->count;
	struct journal journal;
	const char *file;

	if (journal_open(&journal, since, true) == HA_OK) {
		read_log(journal.fd, false, since, logins);
		journal_stop(&journal);
	}
	file = system_log_find();
	if (logins->count == count && file)
		recent_read_file(file, since, logins);
}
