/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/begin.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* Nothing can be written to what takes the place of a closed stream. */
static void
keep_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

void
begin_process(void)
{
	keep_streams();
	signal(SIGXFSZ, SIG_IGN);
}

bool
begin_change(const char *name, const struct arguments *arguments,
	     struct begun *begun)
{
	const struct daemon_settings_critic critic = settings_critic(name);

	begin_process();
	if (settings_read(arguments, (struct ha_slice){NULL, 0}, &critic,
			  &begun->settings, &begun->rules))
		return true;
	settings_complain(name, &begun->settings);
	return false;
}

void
end_change(struct begun *begun)
{
	settings_free(&begun->settings);
}
