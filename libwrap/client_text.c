/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/client_text.h"

#include "common/base/child.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

/* How long a client may take for a banner. */
#define TIMEOUT_MS 1000

/* Sends SIZE bytes of TEXT until DEADLINE. */
static bool
send_all(int fd, const char *text, size_t size, const struct timespec *deadline)
{
	while (size > 0) {
		struct pollfd poller = {.fd = fd, .events = POLLOUT};
		ssize_t sent =
		    send(fd, text, size, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (sent > 0) {
			text += sent;
			size -= (size_t)sent;
		} else if ((errno != EAGAIN && errno != EINTR) ||
			   poll(&poller, 1, ha_deadline_remaining(deadline)) ==
			       0) {
			return false;
		}
	}
	return true;
}

void
client_text_send(int fd, const char *text)
{
	struct timespec deadline;
	bool goes_on = fd >= 0;

	ha_deadline_set(&deadline, TIMEOUT_MS);
	while (goes_on && *text != '\0') {
		size_t size = strcspn(text, "\n");

		goes_on = send_all(fd, text, size, &deadline);
		text += size;
		if (*text != '\n')
			break;
		goes_on = goes_on && send_all(fd, "\r\n", 2, &deadline);
		text++;
	}
}
