/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/recent.h"

#include "hostsaccess/past/journal.h"
#include "hostsaccess/past/log_reader.h"
#include "hostsaccess/past/login.h"
#include "hostsaccess/past/message.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SECONDS_MAX 5
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

static void
read_log(int fd, time_t since, struct logins *logins)
{
	struct log_reader reader;
	struct log_line line;
	time_t start = time(NULL);
	bool is_line;

	log_reader_begin(&reader, fd);
	while (time(NULL) - start < SECONDS_MAX &&
	       log_reader_next(&reader, &line, &is_line) == HA_OK)
		if (is_line && !reader.is_cut)
			add(logins, &line, since);
}

void
recent_read(time_t since, struct logins *logins)
{
	static const char *const files[] = {"/var/log/auth.log",
					    "/var/log/secure"};
	size_t count = logins->count;
	struct journal journal;

	if (journal_open(&journal, since, true) == HA_OK) {
		read_log(journal.fd, since, logins);
		journal_stop(&journal);
	}
	for (size_t i = 0;
	     i < sizeof(files) / sizeof(*files) && logins->count == count;
	     i++) {
		int fd = open(files[i],
			      O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

		if (fd < 0)
			continue;
		if (lseek(fd, 0, SEEK_END) > TAIL)
			lseek(fd, -TAIL, SEEK_END);
		else
			lseek(fd, 0, SEEK_SET);
		read_log(fd, since, logins);
		close(fd);
	}
}
